// What is proved of bc_accumulate.v: from the first clear on, twice the unit of a weight less the unit of the total is the sum
// of the products of x with +1 and -1.
module accumulate_proof #(
    parameter X_BITS = 8,
    parameter SUM_BITS = 17
) (
    input  wire              clk,
    input  wire              enable,
    input  wire              clear,
    input  wire              weight,
    input  wire [X_BITS-1:0] x,
    output wire              ok
);

    wire [SUM_BITS-1:0] positive, total;

    bc_accumulate #(
        .X_BITS(X_BITS),
        .SUM_BITS(SUM_BITS)
    ) unit (
        .clk(clk),
        .clear(clear),
        .add(enable & weight),
        .x(x),
        .accumulator(positive)
    );

    bc_accumulate #(
        .X_BITS(X_BITS),
        .SUM_BITS(SUM_BITS)
    ) all (
        .clk(clk),
        .clear(clear),
        .add(enable),
        .x(x),
        .accumulator(total)
    );

    wire signed [1:0] factor = weight ? 2'sd1 : -2'sd1;
    wire signed [X_BITS:0] unsigned_x = $signed({1'b0, x});
    wire signed [X_BITS+1:0] product = unsigned_x * factor;

    reg signed [SUM_BITS-1:0] sum;
    reg known = 1'b0;

    always @(posedge clk) begin
        known <= known | clear;
        if (clear) sum <= {SUM_BITS{1'b0}};
        else if (enable) sum <= sum + product;
    end

    // Modulo 2^SUM_BITS: a sum that fits its bits is equal.
    wire [SUM_BITS-1:0] difference = {positive[SUM_BITS-2:0], 1'b0} - total;
    assign ok = ~known | difference == sum;

endmodule
