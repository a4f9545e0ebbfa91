// That the row in cells of an iCE40 is the row of row.v, which comes here as plain_row.
module same_rows (
    input  wire       add,
    input  wire [7:0] window,
    input  wire [7:0] x,
    output wire       ok
);

    wire [8:0] a0, a1, a2, b0, b1, b2;

    row #(.INVERTED(9'h000)) cells0 (.add(add), .window(window), .x(x), .sum(a0));
    row #(.INVERTED(9'h1fe)) cells1 (.add(add), .window(window), .x(x), .sum(a1));
    row #(.INVERTED(9'h0ff)) cells2 (.add(add), .window(window), .x(x), .sum(a2));
    plain_row #(.INVERTED(9'h000)) plain0 (.add(add), .window(window), .x(x), .sum(b0));
    plain_row #(.INVERTED(9'h1fe)) plain1 (.add(add), .window(window), .x(x), .sum(b1));
    plain_row #(.INVERTED(9'h0ff)) plain2 (.add(add), .window(window), .x(x), .sum(b2));

    assign ok = {a0, a1, a2} == {b0, b1, b2};

endmodule

// The two cells, as the manual of the device has them; Yosys takes half a minute to read its own models.
module SB_LUT4 #(
    parameter [15:0] LUT_INIT = 16'h0000
) (
    input  wire I0,
    input  wire I1,
    input  wire I2,
    input  wire I3,
    output wire O
);

    assign O = LUT_INIT[{I3, I2, I1, I0}];

endmodule

module SB_CARRY (
    input  wire I0,
    input  wire I1,
    input  wire CI,
    output wire CO
);

    assign CO = I0 & I1 | I0 & CI | I1 & CI;

endmodule
