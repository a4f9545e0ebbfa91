// As products.v, for the unit that takes x bit by bit, in nine clocks a product.
`timescale 1ns / 1ns
module serial_products;

    reg clk = 1'b0;
    reg enable = 1'b1;
    reg clear = 1'b1;
    reg signed [7:0] weight = 8'd0;
    reg x_bit = 1'b0;
    wire signed [23:0] accumulator;

    reg signed [23:0] sum = 24'd0;
    integer wrong = 0;
    integer n;
    integer b;

    mac8_serial unit (
        .clk(clk),
        .enable(enable),
        .clear(clear),
        .weight(weight),
        .x(x_bit),
        .accumulator(accumulator)
    );

    task tick;
        begin
            #5 clk = 1'b1;
            #5 clk = 1'b0;
        end
    endtask

    initial begin
        tick;
        clear = 1'b0;
        for (n = 0; n < 65536; n = n + 1) begin
            enable = 1'b0;
            weight = n[15:8];
            for (b = 0; b < 8; b = b + 1) begin
                x_bit = n[b];
                tick;
            end
            enable = 1'b1;
            tick;
            sum = sum + weight * $signed({1'b0, n[7:0]});
            if (accumulator !== sum) wrong = wrong + 1;
        end
        $display("65536 added, %0d wrong", wrong);
    end

endmodule
