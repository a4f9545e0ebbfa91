// bc_requantize, a value every clock: each digit of the multiplier has a stage of its own. Parameters and constants are those
// of bc_requantize.
//
// Stages, which move while the way out is free: two for the constants, one that takes the value in, then one more than there
// are digits. The product with a digit is computed in a stage, and added in the next.
module bc_requantize_pipeline #(
    parameter ACCUMULATOR_BITS = 19,  // signed
    parameter PRE_SHIFT = 0,          // the accumulator is multiplied by 2^PRE_SHIFT first
    parameter ENTRIES = 128,          // words of constants
    parameter INDEXED = 0,            // 0: values are of channels 0, 1, ... in turn; 1: s_index says of which entry
    parameter MULTIPLIER_BITS = 16,   // of the magnitude; a multiple of DIGIT
    parameter OFFSET_BITS = 32,       // signed
    parameter SHIFT = 22,
    parameter DIGIT = 4,
    parameter OUTPUT_BITS = 8,
    parameter LIMITED = 1,            // 0 where no value can be beyond the limits
    parameter signed [31:0] MINIMUM = 0,
    parameter signed [31:0] MAXIMUM = 255,
    parameter CONSTANTS = "constants.mem",
    parameter LOGIC = 0               // 1: constants in logic cells
) (
    input  wire                               clk,
    input  wire                               rst,

    input  wire                               s_valid,
    output wire                               s_ready,
    input  wire signed [ACCUMULATOR_BITS-1:0] s_data,
    input  wire [(ENTRIES > 1 ? $clog2(ENTRIES) : 1)-1:0] s_index,

    output wire                               m_valid,
    input  wire                               m_ready,
    output wire        [OUTPUT_BITS-1:0]      m_data
);

    localparam DIGITS = MULTIPLIER_BITS / DIGIT;
    localparam FACTOR_BITS = ACCUMULATOR_BITS + PRE_SHIFT;
    localparam SUM_BITS = OFFSET_BITS > FACTOR_BITS ? OFFSET_BITS : FACTOR_BITS;
    localparam VALUE_BITS = SUM_BITS - (SHIFT - MULTIPLIER_BITS) > 1 ? SUM_BITS - (SHIFT - MULTIPLIER_BITS) : 1;
    localparam INDEX_BITS = ENTRIES > 1 ? $clog2(ENTRIES) : 1;
    localparam [31:0] LAST_ENTRY = ENTRIES - 1;

    wire                        advance;
    wire [OFFSET_BITS-1:0]      offset;
    wire                        negative;
    wire [MULTIPLIER_BITS-1:0]  magnitude;

    // The constants, and the value beside them.
    reg                                [INDEX_BITS-1:0] channel;
    reg                                                 word_valid, constants_valid;
    reg signed [ACCUMULATOR_BITS-1:0]                   word_value, constants_value;

    assign s_ready = advance;

    bc_rom #(
        .WIDTH(OFFSET_BITS + 1 + MULTIPLIER_BITS),
        .DEPTH(ENTRIES),
        .FILE(CONSTANTS),
        .LOGIC(LOGIC)
    ) rom (
        .clk(clk),
        .enable(advance),
        .address(INDEXED ? s_index : channel),
        .data({offset, negative, magnitude})
    );

    wire signed [ACCUMULATOR_BITS-1:0] inverted = constants_value ^ {ACCUMULATOR_BITS{negative}};
    wire signed [FACTOR_BITS-1:0] scaled;
    generate
        if (PRE_SHIFT > 0) begin : with_shift
            assign scaled = {inverted, {PRE_SHIFT{1'b0}}};
        end else begin : without_shift
            assign scaled = inverted;
        end
    endgenerate

    // Stage 0 takes the value in; the sum of stage k + 1 has the products with the k lowest digits.
    reg         [DIGITS+1:0]                   valid;
    reg  signed [FACTOR_BITS-1:0]              factor  [0:DIGITS];
    reg         [MULTIPLIER_BITS-1:0]          digits  [0:DIGITS];
    reg  signed [FACTOR_BITS+DIGIT-1:0]        product [0:DIGITS];
    reg  signed [SUM_BITS-1:0]                 sum     [0:DIGITS+1];

    always @(posedge clk) begin
        if (rst) begin
            channel <= {INDEX_BITS{1'b0}};
            word_valid <= 1'b0;
            constants_valid <= 1'b0;
            valid <= {(DIGITS + 2){1'b0}};
        end else if (advance) begin
            if (s_valid) channel <= channel == LAST_ENTRY[INDEX_BITS-1:0] ? {INDEX_BITS{1'b0}} : channel + 1'b1;
            word_valid <= s_valid;
            constants_valid <= word_valid;
            valid <= {valid[DIGITS:0], constants_valid};
        end

        if (advance) begin
            word_value <= s_data;
            constants_value <= word_value;
        end
    end

    /* verilator lint_off WIDTH */ // Sign extension.
    /* verilator lint_off UNUSEDSIGNAL */
    genvar k;
    generate
        for (k = 0; k <= DIGITS + 1; k = k + 1) begin : stage
            if (k == 0) begin : first
                always @(posedge clk) begin
                    if (advance) begin
                        factor[0] <= scaled;
                        digits[0] <= magnitude;
                        sum[0] <= $signed(offset);
                    end
                end
            end else begin : later
                wire signed [SUM_BITS+DIGIT-1:0] wide_sum = sum[k-1];
                wire signed [SUM_BITS+DIGIT-1:0] added = k > 1 ? wide_sum + product[k-1] : wide_sum;
                always @(posedge clk) begin
                    if (advance) begin
                        sum[k] <= k > 1 ? added[SUM_BITS+DIGIT-1:DIGIT] : sum[0];
                    end
                end
            end
            if (k > 0 && k <= DIGITS) begin : multiply
                always @(posedge clk) begin
                    if (advance) begin
                        factor[k] <= factor[k-1];
                        digits[k] <= digits[k-1] >> DIGIT;
                        product[k] <= factor[k-1] * $signed({1'b0, digits[k-1][DIGIT-1:0]});
                    end
                end
            end
        end
    endgenerate
    /* verilator lint_on UNUSEDSIGNAL */
    /* verilator lint_on WIDTH */

    bc_limit #(
        .VALUE_BITS(VALUE_BITS),
        .OUTPUT_BITS(OUTPUT_BITS),
        .LIMITED(LIMITED),
        .MINIMUM(MINIMUM),
        .MAXIMUM(MAXIMUM)
    ) limit (
        .clk(clk),
        .rst(rst),
        .s_valid(valid[DIGITS+1]),
        .s_ready(advance),
        .s_data(sum[DIGITS+1][SUM_BITS-1 -: VALUE_BITS]),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data)
    );

endmodule
