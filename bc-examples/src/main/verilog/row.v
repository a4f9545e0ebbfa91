// One row of an array multiplier: adds x to the window if the row's bit of the weight is set. The adder adds in any case and a
// multiplexer follows it, so that both can share look-up tables.
module row #(
    parameter [8:0] INVERTED = 9'h000   // which bits of the sum are given inverted
) (
    input  wire       add,
    input  wire [7:0] window,           // the upper bits of the row above
    input  wire [7:0] x,
    output wire [8:0] sum               // the lowest bit is one of the product
);

    wire [8:0] all = {1'b0, window} + {1'b0, x};

    assign sum = (add ? all : {1'b0, window}) ^ INVERTED;

endmodule
