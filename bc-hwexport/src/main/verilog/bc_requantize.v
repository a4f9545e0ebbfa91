// Accumulators become outputs: floor((accumulator * multiplier + offset) / 2^SHIFT), limited. One multiplier, shared by all
// channels, which takes DIGIT bits of the constant a clock.
//
// A value takes MULTIPLIER_BITS / DIGIT + 1 clocks. The magnitude of the multiplier is taken from its least
// significant digit on; after each digit the sum moves right, and what falls out is below the result.
//
// Constants of a channel, one word: {offset, negative, magnitude}. All channels have the same SHIFT: those with a smaller one
// are scaled up beforehand. For a negative multiplier the accumulator is inverted, -a - 1, and offset has the magnitude added.
// SHIFT is at least MULTIPLIER_BITS; PRE_SHIFT makes that so for the few that have less.
module bc_requantize #(
    parameter ACCUMULATOR_BITS = 19,  // signed
    parameter PRE_SHIFT = 0,          // the accumulator is multiplied by 2^PRE_SHIFT first
    parameter ENTRIES = 128,          // words of constants
    parameter INDEXED = 0,            // 0: values are of channels 0, 1, ... in turn; 1: s_index says of which entry
    parameter MULTIPLIER_BITS = 15,   // of the magnitude; a multiple of DIGIT
    parameter OFFSET_BITS = 32,       // signed
    parameter SHIFT = 22,
    parameter DIGIT = 1,              // 1, 2, 4, 8 or 16
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
    localparam STEP_BITS = $clog2(DIGITS + 1);
    localparam VALUE_BITS = SUM_BITS - (SHIFT - MULTIPLIER_BITS) > 1 ? SUM_BITS - (SHIFT - MULTIPLIER_BITS) : 1;
    localparam [31:0] LAST_STEP = DIGITS;

    wire                            load, advance, constants_ready, limit_ready;
    wire [OFFSET_BITS-1:0]          offset;
    wire                            negative;
    wire [MULTIPLIER_BITS-1:0]      magnitude;

    reg                             running;
    reg                             done;
    reg  [STEP_BITS-1:0]            step;      // 0 starts with the offset, then a digit each
    reg  signed [FACTOR_BITS-1:0]   factor;
    reg  [MULTIPLIER_BITS-1:0]      digits;
    reg  signed [SUM_BITS-1:0]      sum;

    wire is_offset = step == 0;
    wire is_last_step = step == LAST_STEP[STEP_BITS-1:0];

    bc_channel_constants #(
        .WIDTH(OFFSET_BITS + 1 + MULTIPLIER_BITS),
        .ENTRIES(ENTRIES),
        .INDEXED(INDEXED),
        .FILE(CONSTANTS),
        .LOGIC(LOGIC)
    ) constants (
        .clk(clk),
        .rst(rst),
        .valid(s_valid),
        .index(s_index),
        .taken(load),
        .hold(running & is_offset & ~advance),
        .next(advance & is_offset),
        .ready(constants_ready),
        .data({offset, negative, magnitude})
    );

    // The product with a digit is computed a clock before it is added.
    wire signed [FACTOR_BITS+DIGIT-1:0] next_product;
    reg  signed [FACTOR_BITS+DIGIT-1:0] product;

    /* verilator lint_off WIDTH */ // Sign extension.
    generate
        if (DIGIT == 1) begin : bit_step
            assign next_product = $signed(factor & {FACTOR_BITS{digits[0]}});
        end else begin : digit_step
            assign next_product = factor * $signed({1'b0, digits[DIGIT-1:0]});
        end
    endgenerate

    wire signed [SUM_BITS+DIGIT-1:0] wide_sum = sum;
    wire signed [SUM_BITS-1:0] wide_offset = $signed(offset);
    /* verilator lint_off UNUSEDSIGNAL */
    wire signed [SUM_BITS+DIGIT-1:0] added = wide_sum + product;
    /* verilator lint_on UNUSEDSIGNAL */
    /* verilator lint_on WIDTH */

    wire signed [ACCUMULATOR_BITS-1:0] inverted = s_data ^ {ACCUMULATOR_BITS{negative}};
    wire signed [FACTOR_BITS-1:0] scaled;
    generate
        if (PRE_SHIFT > 0) begin : with_shift
            assign scaled = {inverted, {PRE_SHIFT{1'b0}}};
        end else begin : without_shift
            assign scaled = inverted;
        end
    endgenerate

    // A new sum waits until the last one has gone; a new value comes in while the last digit is added.
    assign advance = running & ~(is_offset & done & ~limit_ready);
    assign s_ready = constants_ready & (~running | (advance & is_last_step));
    assign load = s_valid & s_ready;

    always @(posedge clk) begin
        if (load) begin
            factor <= scaled;
            digits <= magnitude;
        end else if (advance) begin
            digits <= digits >> DIGIT;
        end
        if (advance) begin
            product <= next_product;
            sum <= is_offset ? wide_offset : added[SUM_BITS+DIGIT-1:DIGIT];
        end

        if (rst) begin
            running <= 1'b0;
            done <= 1'b0;
            step <= {STEP_BITS{1'b0}};
        end else begin
            if (load) running <= 1'b1;
            else if (advance & is_last_step) running <= 1'b0;
            if (load) step <= {STEP_BITS{1'b0}};
            else if (advance) step <= step + 1'b1;
            if (advance & is_last_step) done <= 1'b1;
            else if (limit_ready) done <= 1'b0;
        end
    end

    bc_limit #(
        .VALUE_BITS(VALUE_BITS),
        .OUTPUT_BITS(OUTPUT_BITS),
        .LIMITED(LIMITED),
        .MINIMUM(MINIMUM),
        .MAXIMUM(MAXIMUM)
    ) limit (
        .clk(clk),
        .rst(rst),
        .s_valid(done),
        .s_ready(limit_ready),
        .s_data(sum[SUM_BITS-1 -: VALUE_BITS]),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data)
    );

endmodule
