// A signed value, limited to MINIMUM to MAXIMUM, in a register. Limits other than those of a byte take comparisons, which have
// a stage of their own.
module bc_limit #(
    parameter VALUE_BITS = 20,
    parameter OUTPUT_BITS = 8,
    parameter LIMITED = 1,                   // 0 where no value can be beyond the limits
    parameter signed [31:0] MINIMUM = 0,
    parameter signed [31:0] MAXIMUM = 255
) (
    input  wire                          clk,
    input  wire                          rst,

    input  wire                          s_valid,
    output wire                          s_ready,
    input  wire signed [VALUE_BITS-1:0]  s_data,

    output reg                           m_valid,
    input  wire                          m_ready,
    output reg         [OUTPUT_BITS-1:0] m_data
);

    localparam BITS = (VALUE_BITS > 32 ? VALUE_BITS : 32) + 1;
    localparam BYTE_LIMITS = MINIMUM == 0 && MAXIMUM == 255 && VALUE_BITS > 9;

    /* verilator lint_off WIDTH */ // Sign extension; not every form of the limits uses these.
    /* verilator lint_off UNUSEDSIGNAL */
    wire signed [BITS-1:0] wide = s_data;
    wire signed [BITS-1:0] lowest = MINIMUM;
    wire signed [BITS-1:0] highest = MAXIMUM;
    /* verilator lint_on UNUSEDSIGNAL */
    /* verilator lint_on WIDTH */

    wire                   limited_valid;
    wire [OUTPUT_BITS-1:0] limited;
    wire                   limited_ready = ~m_valid | m_ready;

    generate
        if (!LIMITED) begin : unlimited
            assign limited = wide[OUTPUT_BITS-1:0];
            assign limited_valid = s_valid;
            assign s_ready = limited_ready;
        end else if (BYTE_LIMITS) begin : byte_limits
            // The sign and the bits above a byte tell.
            assign limited = s_data[VALUE_BITS-1] ? 8'd0 : (|s_data[VALUE_BITS-2:8]) ? 8'd255 : s_data[7:0];
            assign limited_valid = s_valid;
            assign s_ready = limited_ready;
        end else begin : any_limits
            reg                   valid, below, above;
            reg [OUTPUT_BITS-1:0] value;
            assign limited = below ? MINIMUM[OUTPUT_BITS-1:0] : above ? MAXIMUM[OUTPUT_BITS-1:0] : value;
            assign limited_valid = valid;
            assign s_ready = ~valid | limited_ready;
            always @(posedge clk) begin
                if (s_ready) begin
                    below <= wide < lowest;
                    above <= wide > highest;
                    value <= wide[OUTPUT_BITS-1:0];
                end
                if (rst) valid <= 1'b0;
                else if (s_ready) valid <= s_valid;
            end
        end
    endgenerate

    always @(posedge clk) begin
        if (limited_ready) m_data <= limited;
        if (rst) m_valid <= 1'b0;
        else if (limited_ready) m_valid <= limited_valid;
    end

endmodule
