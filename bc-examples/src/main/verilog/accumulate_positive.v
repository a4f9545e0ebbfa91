// Adds x for a weight of +1 and nothing for -1. The sum with both signs is twice this one less the total of all x, which is the
// same for all outputs of a layer: one more unit for the layer, and one subtracter at its output, make up for it.
module accumulate_positive #(
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 17     // unsigned
) (
    input  wire                        clk,
    input  wire                        enable,
    input  wire                        clear,
    input  wire                        weight,
    input  wire [X_BITS-1:0]           x,
    output reg  [ACCUMULATOR_BITS-1:0] accumulator
);

    always @(posedge clk) begin
        if (clear) accumulator <= {ACCUMULATOR_BITS{1'b0}};
        else if (enable & weight) accumulator <= accumulator + x;
    end

endmodule
