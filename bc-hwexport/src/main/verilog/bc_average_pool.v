// The sum of a channel in each window, in the order of row, column, channel; bc_requantize divides it. Only elements inside of
// the image take part; m_index is their number less FIRST_COUNT, the entry of the divisor. Parameters as in bc_window.
module bc_average_pool #(
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
    parameter ROWS = 4,
    parameter SUM_BITS = 11,        // signed: a bit more than the largest sum takes
    parameter FIRST_COUNT = 4,      // smallest number of elements inside
    parameter INDEX_BITS = 1
) (
    input  wire                       clk,
    input  wire                       rst,

    input  wire                       s_valid,
    output wire                       s_ready,
    input  wire [7:0]                 s_data,

    output reg                        m_valid,
    input  wire                       m_ready,
    output reg  signed [SUM_BITS-1:0] m_data,
    output reg  [INDEX_BITS-1:0]      m_index
);

    localparam COUNT_BITS = $clog2(KERNEL_HEIGHT * KERNEL_WIDTH + 1) > INDEX_BITS ?
        $clog2(KERNEL_HEIGHT * KERNEL_WIDTH + 1) : INDEX_BITS;
    localparam [31:0] OFFSET = FIRST_COUNT;

    wire       advance, x_valid, x_first, x_last, x_inside;
    wire [7:0] x;
    /* verilator lint_off UNUSEDSIGNAL */
    wire       x_last_group;
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

    reg  [SUM_BITS-1:0]   sum;
    reg  [COUNT_BITS-1:0] count;
    wire [SUM_BITS-1:0]   next_sum = (x_first ? {SUM_BITS{1'b0}} : sum) + {{(SUM_BITS - 8){1'b0}}, x};
    wire [COUNT_BITS-1:0] next_count =
        (x_first ? {COUNT_BITS{1'b0}} : count) + {{(COUNT_BITS - 1){1'b0}}, x_inside};
    /* verilator lint_off UNUSEDSIGNAL */
    wire [COUNT_BITS-1:0] index = next_count - OFFSET[COUNT_BITS-1:0];
    /* verilator lint_on UNUSEDSIGNAL */
    wire                  enable = x_valid & advance;

    assign advance = ~(x_valid & x_last & m_valid);

    always @(posedge clk) begin
        if (enable) begin
            sum <= next_sum;
            count <= next_count;
            if (x_last) begin
                m_data <= next_sum;
                m_index <= index[INDEX_BITS-1:0];
            end
        end
        if (rst) m_valid <= 1'b0;
        else if (enable & x_last) m_valid <= 1'b1;
        else if (m_ready) m_valid <= 1'b0;
    end

endmodule
