// Multiplies and accumulates, as anybody would write it: the multiplier is the tool's.
module mac_plain #(
    parameter BITS = 8,
    parameter ACCUMULATOR_BITS = 24,
    parameter PIPELINED = 0             // 1: a register between multiplier and adder
) (
    input  wire                               clk,
    input  wire                               enable,
    input  wire                               clear,
    input  wire signed [BITS-1:0]             weight,
    input  wire        [BITS-1:0]             x,
    output reg  signed [ACCUMULATOR_BITS-1:0] accumulator
);

    wire signed [2*BITS-1:0] product = weight * $signed({1'b0, x});
    reg signed  [2*BITS-1:0] registered;
    wire signed [2*BITS-1:0] term = PIPELINED != 0 ? registered : product;

    always @(posedge clk) begin
        registered <= product;
        if (enable) begin
            if (clear) accumulator <= {ACCUMULATOR_BITS{1'b0}};
            else accumulator <= accumulator + term;
        end
    end

endmodule
