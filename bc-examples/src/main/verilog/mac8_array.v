// Multiplies and accumulates with an array of rows, the smallest that one product a clock was found to take. The last row
// subtracts, because the highest bit of the weight has a negative value: window - x is ~(~window + x), and the inversions cost
// nothing.
//
// enable and clear come to the accumulator without delay; what controls the units of a layer gives them as many clocks after
// weight and x as there are registers.
module mac8_array #(
    parameter [7:0] REGISTERS = 8'h80   // bit i: registers after row i
) (
    input  wire               clk,
    input  wire               enable,
    input  wire               clear,
    input  wire signed [ 7:0] weight,
    input  wire        [ 7:0] x,
    output reg  signed [23:0] accumulator
);

    // What goes from row i to the next: upper and finished bits of the product, and the factors.
    wire [15:0] product[0:7];
    wire [7:0] weights[0:7];
    wire [7:0] xs[0:7];

    genvar i;
    generate
        for (i = 0; i < 8; i = i + 1) begin : rows
            wire [15:0] sum;
            wire [ 7:0] w;
            wire [ 7:0] factor;
            if (i == 0) begin : first
                assign w = weight;
                assign factor = x;
                assign sum = {1'b0, x & {8{weight[0]}}, 7'b0};
            end else begin : next
                wire [8:0] upper;
                assign w = weights[i-1];
                assign factor = xs[i-1];
                row #(
                    .INVERTED(i == 6 ? 9'h1fe : i == 7 ? 9'h0ff : 9'h000)
                ) adder (
                    .add(w[i]),
                    .window(product[i-1][15:8]),
                    .x(factor),
                    .sum(upper)
                );
                assign sum = {upper, product[i-1][7:1]};
            end
            if (REGISTERS[i]) begin : registered
                reg [15:0] sums;
                reg [ 7:0] ws;
                reg [ 7:0] factors;
                always @(posedge clk) begin
                    sums <= sum;
                    ws <= w;
                    factors <= factor;
                end
                assign product[i] = sums;
                assign weights[i] = ws;
                assign xs[i] = factors;
            end else begin : direct
                assign product[i] = sum;
                assign weights[i] = w;
                assign xs[i] = factor;
            end
        end
    endgenerate

    always @(posedge clk) begin
        if (enable) begin
            if (clear) accumulator <= 24'd0;
            else accumulator <= accumulator + {{8{product[7][15]}}, product[7]};
        end
    end

endmodule
