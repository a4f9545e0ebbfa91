// What is proved of bc_accumulate.v: from the first clear on, it holds the sum of the products of x with +1 and -1.
module accumulate_proof #(
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 18
) (
    input  wire              clk,
    input  wire              enable,
    input  wire              clear,
    input  wire              weight,
    input  wire [X_BITS-1:0] x,
    output wire              ok
);

    wire signed [ACCUMULATOR_BITS-1:0] accumulator;

    bc_accumulate #(
        .X_BITS(X_BITS),
        .ACCUMULATOR_BITS(ACCUMULATOR_BITS)
    ) unit (
        .clk(clk),
        .enable(enable),
        .clear(clear),
        .weight(weight),
        .x(x),
        .accumulator(accumulator)
    );

    wire signed [1:0] factor = weight ? 2'sd1 : -2'sd1;
    wire signed [X_BITS:0] positive = $signed({1'b0, x});
    wire signed [X_BITS+1:0] product = positive * factor;

    reg signed [ACCUMULATOR_BITS-1:0] sum;
    reg known = 1'b0;

    always @(posedge clk) begin
        if (enable) begin
            known <= known | clear;
            if (clear) sum <= {ACCUMULATOR_BITS{1'b0}};
            else sum <= sum + product;
        end
    end

    assign ok = ~known | accumulator == sum;

endmodule
