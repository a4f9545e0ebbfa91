// y = table[x]: 256 bytes.
module bc_lookup #(
    parameter TABLE = "table.mem"
) (
    input  wire       clk,
    input  wire       rst,

    input  wire       s_valid,
    output wire       s_ready,
    input  wire [7:0] s_data,

    output reg        m_valid,
    input  wire       m_ready,
    output wire [7:0] m_data
);

    reg  read;

    assign s_ready = ~m_valid | m_ready;

    bc_rom #(
        .WIDTH(8),
        .DEPTH(256),
        .FILE(TABLE)
    ) rom (
        .clk(clk),
        .enable(s_ready),
        .address(s_data),
        .data(m_data)
    );

    always @(posedge clk) begin
        if (rst) begin
            read <= 1'b0;
            m_valid <= 1'b0;
        end else if (s_ready) begin
            read <= s_valid;
            m_valid <= read;
        end
    end

endmodule
