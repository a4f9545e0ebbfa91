// The function of bc_accumulate.v, as anybody would write it: the tool makes an adder, a subtracter and a multiplexer.
module accumulate_ternary #(
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 18
) (
    input  wire                               clk,
    input  wire                               enable,
    input  wire                               clear,
    input  wire                               weight,
    input  wire        [X_BITS-1:0]           x,
    output reg  signed [ACCUMULATOR_BITS-1:0] accumulator
);

    always @(posedge clk) begin
        if (enable) begin
            if (clear) accumulator <= {ACCUMULATOR_BITS{1'b0}};
            else if (weight) accumulator <= accumulator + $signed({1'b0, x});
            else accumulator <= accumulator - $signed({1'b0, x});
        end
    end

endmodule
