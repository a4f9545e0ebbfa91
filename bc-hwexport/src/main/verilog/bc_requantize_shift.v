// Requantization without a multiplier, for networks whose multipliers are powers of two: floor((+-accumulator * 2^exponent +
// offset) / 2^SHIFT), limited. A value takes 3 clocks and one for each bit of its shift to the left.
//
// Constants of a channel, one word: {offset, negative, used, exponent}. All channels have the same SHIFT. Where negative is 1
// the accumulator is inverted, -a - 1, and offset has 2^exponent added; where used is 0 the multiplier is 0.
module bc_requantize_shift #(
    parameter ACCUMULATOR_BITS = 19,  // signed
    parameter ENTRIES = 128,          // words of constants
    parameter INDEXED = 0,            // 0: values are of channels 0, 1, ... in turn; 1: s_index says of which entry
    parameter EXPONENT_BITS = 3,
    parameter MAX_EXPONENT = 7,
    parameter OFFSET_BITS = 32,       // signed
    parameter SHIFT = 22,
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

    localparam TERM_BITS = ACCUMULATOR_BITS + MAX_EXPONENT;
    localparam SUM_BITS = (OFFSET_BITS > TERM_BITS ? OFFSET_BITS : TERM_BITS) + 1;
    localparam VALUE_BITS = SUM_BITS - SHIFT > 1 ? SUM_BITS - SHIFT : 1;

    wire                            load, constants_ready, limit_ready;
    wire signed [OFFSET_BITS-1:0]   offset;
    wire                            negative, used;
    wire [EXPONENT_BITS-1:0]        exponent;

    reg                             running;
    reg                             done;
    reg  [EXPONENT_BITS-1:0]        remaining;
    reg  signed [TERM_BITS-1:0]     term;
    /* verilator lint_off UNUSEDSIGNAL */
    reg  signed [SUM_BITS-1:0]      sum;
    /* verilator lint_on UNUSEDSIGNAL */

    bc_channel_constants #(
        .WIDTH(OFFSET_BITS + 2 + EXPONENT_BITS),
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
        .hold(1'b0),
        .next(load),
        .ready(constants_ready),
        .data({offset, negative, used, exponent})
    );

    /* verilator lint_off WIDTH */ // Sign extension.
    wire signed [TERM_BITS-1:0] wide = s_data;
    wire signed [SUM_BITS-1:0]  wide_offset = offset;
    wire signed [SUM_BITS-1:0]  wide_term = term;
    /* verilator lint_on WIDTH */

    assign s_ready = ~running & ~done & constants_ready;
    assign load = s_valid & s_ready;

    reg signed [SUM_BITS-1:0] held_offset;

    always @(posedge clk) begin
        if (load) begin
            term <= (wide ^ {TERM_BITS{negative}}) & {TERM_BITS{used}};
            held_offset <= wide_offset;
            remaining <= exponent;
        end else if (remaining != 0) begin
            term <= term <<< 1;
            remaining <= remaining - 1'b1;
        end
        sum <= wide_term + held_offset;

        if (rst) begin
            running <= 1'b0;
            done <= 1'b0;
        end else begin
            if (load) running <= 1'b1;
            else if (running & remaining == 0) begin
                running <= 1'b0;
                done <= 1'b1;
            end
            if (done & limit_ready) done <= 1'b0;
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
