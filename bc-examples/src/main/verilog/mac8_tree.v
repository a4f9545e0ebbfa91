// Multiplies and accumulates at the clock frequency of the accumulator: x times two bits of the weight each in four pairs of
// rows, and a tree of adders, with registers in the adders' own cells. Fewer than registers in an array of rows would take.
//
// enable and clear come to the accumulator without delay; what controls the units of a layer gives them three clocks after
// weight and x.
module mac8_tree (
    input  wire               clk,
    input  wire               enable,
    input  wire               clear,
    input  wire signed [ 7:0] weight,
    input  wire        [ 7:0] x,
    output reg  signed [23:0] accumulator
);

    reg        [ 9:0] part0, part1, part2;
    reg signed [ 9:0] part3;
    reg        [11:0] lower;
    reg signed [11:0] upper;
    reg signed [15:0] product;

    wire [7:0] first0 = x & {8{weight[0]}};
    wire [7:0] first1 = x & {8{weight[2]}};
    wire [7:0] first2 = x & {8{weight[4]}};
    wire [7:0] first3 = x & {8{weight[6]}};
    wire [8:0] next0, next1, next2, next3;

    row row0 (.add(weight[1]), .window({1'b0, first0[7:1]}), .x(x), .sum(next0));
    row row1 (.add(weight[3]), .window({1'b0, first1[7:1]}), .x(x), .sum(next1));
    row row2 (.add(weight[5]), .window({1'b0, first2[7:1]}), .x(x), .sum(next2));
    // The highest bit of the weight has a negative value: window - x is ~(~window + x).
    row #(.INVERTED(9'h0ff)) row3 (
        .add(weight[7]),
        .window(~{1'b0, first3[7:1]}),
        .x(x),
        .sum(next3)
    );

    always @(posedge clk) begin
        part0 <= {next0, first0[0]};
        part1 <= {next1, first1[0]};
        part2 <= {next2, first2[0]};
        part3 <= {next3, first3[0]};

        lower <= {{2'b00, part0[9:2]} + part1, part0[1:0]};
        upper <= {{2'b00, part2[9:2]} + part3, part2[1:0]};

        product <= {{4'b0000, lower[11:4]} + upper, lower[3:0]};

        if (enable) begin
            if (clear) accumulator <= 24'd0;
            else accumulator <= accumulator + {{8{product[15]}}, product};
        end
    end

endmodule
