// The accumulate unit of the exporter with the ports of the others. The sum with both signs is twice this one less the total
// of all x, which is the same for all outputs of a layer: one more unit for the layer, and one subtracter at its output.
module accumulate_binary #(
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 17     // unsigned
) (
    input  wire                        clk,
    input  wire                        enable,
    input  wire                        clear,
    input  wire                        weight,
    input  wire [X_BITS-1:0]           x,
    output wire [ACCUMULATOR_BITS-1:0] accumulator
);

    bc_accumulate #(
        .X_BITS(X_BITS),
        .SUM_BITS(ACCUMULATOR_BITS)
    ) unit (
        .clk(clk),
        .clear(clear),
        .add(enable & weight),
        .x(x),
        .accumulator(accumulator)
    );

endmodule
