// The end of a network: scores as an AXI-Stream, a vector a packet. m_axis_tuser is the index of the largest score of the
// packet so far, of equal ones the lowest; with m_axis_tlast it is the class.
module bc_scores #(
    parameter SCORES = 10,
    parameter SCORE_BITS = 32            // signed
) (
    input  wire                                           clk,
    input  wire                                           rst,

    input  wire                                           s_valid,
    output wire                                           s_ready,
    input  wire signed [SCORE_BITS-1:0]                   s_data,

    output reg                                            m_axis_tvalid,
    input  wire                                           m_axis_tready,
    output wire signed [31:0]                             m_axis_tdata,
    output reg         [(SCORES > 1 ? $clog2(SCORES) : 1)-1:0] m_axis_tuser,
    output reg                                            m_axis_tlast
);

    localparam INDEX_BITS = SCORES > 1 ? $clog2(SCORES) : 1;
    localparam [31:0] LAST_SCORE = SCORES - 1;

    reg         [INDEX_BITS-1:0] index;
    reg  signed [SCORE_BITS-1:0] score, largest;

    wire first = index == 0;
    wire last = index == LAST_SCORE[INDEX_BITS-1:0];
    wire larger = first | s_data > largest;

    /* verilator lint_off WIDTH */ // Sign extension.
    assign m_axis_tdata = score;
    /* verilator lint_on WIDTH */
    assign s_ready = ~m_axis_tvalid | m_axis_tready;

    always @(posedge clk) begin
        if (s_valid & s_ready) begin
            score <= s_data;
            m_axis_tlast <= last;
            if (larger) begin
                largest <= s_data;
                m_axis_tuser <= index;
            end
        end
        if (rst) begin
            index <= {INDEX_BITS{1'b0}};
            m_axis_tvalid <= 1'b0;
        end else begin
            if (s_valid & s_ready) begin
                index <= last ? {INDEX_BITS{1'b0}} : index + 1'b1;
                m_axis_tvalid <= 1'b1;
            end else if (m_axis_tready) begin
                m_axis_tvalid <= 1'b0;
            end
        end
    end

endmodule
