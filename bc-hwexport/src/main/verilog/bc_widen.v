// y = x - ZERO_POINT: scores of a network that ends in bytes.
module bc_widen #(
    parameter ZERO_POINT = 0
) (
    input  wire              s_valid,
    output wire              s_ready,
    input  wire        [7:0] s_data,

    output wire              m_valid,
    input  wire              m_ready,
    output wire signed [8:0] m_data
);

    localparam [31:0] ZERO = ZERO_POINT;

    assign m_valid = s_valid;
    assign s_ready = m_ready;
    assign m_data = {1'b0, s_data} - ZERO[8:0];

endmodule
