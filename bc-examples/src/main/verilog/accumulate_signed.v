// Adds x for a weight of +1 and subtracts it for -1 in one adder: -x is ~x + 1, with the inverted weight as the carry.
//
// At a clock edge with enable: accumulator = clear ? 0 : accumulator + (weight ? x : -x).
module accumulate_signed #(
    parameter X_BITS = 8,               // unsigned
    parameter ACCUMULATOR_BITS = 18     // signed; holds fan-in * (2^X_BITS - 1) of either sign
) (
    input  wire                               clk,
    input  wire                               enable,
    input  wire                               clear,
    input  wire                               weight, // 1 is +1, 0 is -1
    input  wire        [X_BITS-1:0]           x,
    output reg  signed [ACCUMULATOR_BITS-1:0] accumulator
);

    wire negative = ~weight;
    wire [ACCUMULATOR_BITS-1:0] term =
        {{(ACCUMULATOR_BITS - X_BITS){1'b0}}, x} ^ {ACCUMULATOR_BITS{negative}};
    wire [ACCUMULATOR_BITS-1:0] carry = {{(ACCUMULATOR_BITS - 1){1'b0}}, negative};

    always @(posedge clk) begin
        if (enable) begin
            if (clear) accumulator <= {ACCUMULATOR_BITS{1'b0}};
            else accumulator <= accumulator + term + carry;
        end
    end

endmodule
