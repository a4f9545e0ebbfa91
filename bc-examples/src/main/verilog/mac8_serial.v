// Multiplies and accumulates in nine clocks a product: x comes bit by bit, the lowest first, and the ninth clock, with enable,
// adds the product to the accumulator.
module mac8_serial (
    input  wire               clk,
    input  wire               enable,
    input  wire               clear,
    input  wire signed [ 7:0] weight,   // held for nine clocks
    input  wire               x,        // a bit of it
    output reg  signed [23:0] accumulator
);

    reg signed  [8:0] upper;
    reg         [6:0] lower;

    wire signed [8:0] shifted = upper >>> 1;
    wire signed [8:0] sum = shifted + weight;

    always @(posedge clk) begin
        lower <= {upper[0], lower[6:1]};
        if (enable) upper <= 9'd0;
        else upper <= x ? sum : shifted;

        if (enable) begin
            if (clear) accumulator <= 24'd0;
            else accumulator <= accumulator + {{8{upper[8]}}, upper, lower};
        end
    end

endmodule
