// One accumulate unit: the sum of the inputs whose weight is +1. It is an adder whose register is enabled by the weight, so a
// weight costs no logic at all.
//
// With the total of all inputs, which a layer has once in a unit that always adds, the sum of weight * x over the inputs is
// 2 * accumulator - total: inputs of weight +1 are counted 2 - 1 times, those of weight -1 are counted 0 - 1 times.
//
// At a clock edge: accumulator = clear ? 0 : add ? accumulator + x : accumulator.
module bc_accumulate #(
    parameter X_BITS = 8,              // unsigned
    parameter SUM_BITS = 18            // unsigned; holds fan-in * (2^X_BITS - 1)
) (
    input  wire                clk,
    input  wire                clear,
    input  wire                add,    // the input is there, and its weight is +1
    input  wire [X_BITS-1:0]   x,
    output reg  [SUM_BITS-1:0] accumulator
);

    always @(posedge clk) begin
        if (clear) accumulator <= {SUM_BITS{1'b0}};
        else if (add) accumulator <= accumulator + {{(SUM_BITS - X_BITS){1'b0}}, x};
    end

endmodule
