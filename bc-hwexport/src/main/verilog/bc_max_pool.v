// The largest element of a channel in each window, in the order of row, column, channel. Outside of the image stands 0, which
// is never larger. Parameters as in bc_window.
module bc_max_pool #(
    parameter HEIGHT = 28,
    parameter WIDTH = 28,
    parameter CHANNELS = 1,
    parameter KERNEL_HEIGHT = 2,
    parameter KERNEL_WIDTH = 2,
    parameter STRIDE_Y = 2,
    parameter STRIDE_X = 2,
    parameter DILATION_Y = 1,
    parameter DILATION_X = 1,
    parameter PAD_TOP = 0,
    parameter PAD_LEFT = 0,
    parameter OUTPUT_HEIGHT = 14,
    parameter OUTPUT_WIDTH = 14,
    parameter ROWS = 4
) (
    input  wire       clk,
    input  wire       rst,

    input  wire       s_valid,
    output wire       s_ready,
    input  wire [7:0] s_data,

    output reg        m_valid,
    input  wire       m_ready,
    output reg  [7:0] m_data
);

    wire       advance, x_valid, x_first, x_last;
    wire [7:0] x;
    /* verilator lint_off UNUSEDSIGNAL */
    wire       x_inside, x_last_group;
    wire [0:0] weight_address;
    /* verilator lint_on UNUSEDSIGNAL */

    bc_window #(
        .HEIGHT(HEIGHT),
        .WIDTH(WIDTH),
        .CHANNELS(CHANNELS),
        .KERNEL_HEIGHT(KERNEL_HEIGHT),
        .KERNEL_WIDTH(KERNEL_WIDTH),
        .STRIDE_Y(STRIDE_Y),
        .STRIDE_X(STRIDE_X),
        .DILATION_Y(DILATION_Y),
        .DILATION_X(DILATION_X),
        .PAD_TOP(PAD_TOP),
        .PAD_LEFT(PAD_LEFT),
        .OUTPUT_HEIGHT(OUTPUT_HEIGHT),
        .OUTPUT_WIDTH(OUTPUT_WIDTH),
        .ROWS(ROWS),
        .BY_CHANNEL(1),
        .WEIGHT_ADDRESS_BITS(1)
    ) window (
        .clk(clk),
        .rst(rst),
        .s_valid(s_valid),
        .s_ready(s_ready),
        .s_data(s_data),
        .advance(advance),
        .weight_address(weight_address),
        .x_valid(x_valid),
        .x(x),
        .x_inside(x_inside),
        .x_first(x_first),
        .x_last(x_last),
        .x_last_group(x_last_group)
    );

    reg  [7:0] largest;
    wire [7:0] larger = x_first | x > largest ? x : largest;
    wire       enable = x_valid & advance;

    assign advance = ~(x_valid & x_last & m_valid);

    always @(posedge clk) begin
        if (enable) begin
            largest <= larger;
            if (x_last) m_data <= larger;
        end
        if (rst) m_valid <= 1'b0;
        else if (enable & x_last) m_valid <= 1'b1;
        else if (m_ready) m_valid <= 1'b0;
    end

endmodule
