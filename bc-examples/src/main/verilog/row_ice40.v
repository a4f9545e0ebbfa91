// The row of row.v in nine logic cells of an iCE40. The inputs of a carry are those of the look-up table beside it, which has one
// input left: the multiplexer takes it. Yosys does not find this by itself where rows follow each other.
module row #(
    parameter [8:0] INVERTED = 9'h000
) (
    input  wire       add,
    input  wire [7:0] window,
    input  wire [7:0] x,
    output wire [8:0] sum
);

    wire [8:0] carry;

    assign carry[0] = 1'b0;
    assign sum[8] = (add & carry[8]) ^ INVERTED[8];

    genvar i;
    generate
        for (i = 0; i < 8; i = i + 1) begin : bits
            SB_CARRY add_carry (
                .I0(window[i]),
                .I1(x[i]),
                .CI(carry[i]),
                .CO(carry[i+1])
            );
            // add ? window ^ x ^ carry : window
            SB_LUT4 #(
                .LUT_INIT(INVERTED[i] ? 16'h3993 : 16'hc66c)
            ) add_sum (
                .I0(add),
                .I1(window[i]),
                .I2(x[i]),
                .I3(carry[i]),
                .O (sum[i])
            );
        end
    endgenerate

endmodule
