// y = x, limited to what its channel has. A word of the limits: {maximum, minimum}.
module bc_clamp #(
    parameter CHANNELS = 8,
    parameter LIMITS = "limits.mem",
    parameter LOGIC = 0               // 1: limits in logic cells
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

    wire       ready;
    wire [7:0] minimum, maximum;
    wire       load = s_valid & s_ready;

    assign s_ready = ready & ~m_valid;

    bc_channel_constants #(
        .WIDTH(16),
        .ENTRIES(CHANNELS),
        .FILE(LIMITS),
        .LOGIC(LOGIC)
    ) constants (
        .clk(clk),
        .rst(rst),
        .valid(s_valid),
        .index({(CHANNELS > 1 ? $clog2(CHANNELS) : 1){1'b0}}),
        .taken(load),
        .hold(1'b0),
        .next(load),
        .ready(ready),
        .data({maximum, minimum})
    );

    always @(posedge clk) begin
        if (load) m_data <= s_data < minimum ? minimum : s_data > maximum ? maximum : s_data;
        if (rst) m_valid <= 1'b0;
        else if (load) m_valid <= 1'b1;
        else if (m_ready) m_valid <= 1'b0;
    end

endmodule
