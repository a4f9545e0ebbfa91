// Clears a unit and gives it every product of eight bits by eight; looks at the sum after each. Prints how many were wrong.
`timescale 1ns / 1ns
module products;

    reg clk = 1'b0;
    reg [16:0] count = 17'd0;
    reg signed [7:0] weight;
    reg [7:0] x;
    wire signed [23:0] accumulator;

    // The products of the last clocks; the unit takes enable and clear with the one from LATENCY clocks ago.
    reg signed [16:0] product[0:`LATENCY];
    reg [`LATENCY:0] enables = 0;
    reg [`LATENCY:0] clears = 0;
    reg signed [23:0] sum;
    reg known = 1'b0;
    integer wrong = 0;
    integer added = 0;
    integer i;

    `UNIT unit (
        .clk(clk),
        .enable(enables[`LATENCY]),
        .clear(clears[`LATENCY]),
        .weight(weight),
        .x(x),
        .accumulator(accumulator)
    );

    always #5 clk = ~clk;

    always @(negedge clk) begin
        if (known && accumulator !== sum) wrong = wrong + 1;
        if (count == 17'd65536 + `LATENCY + 2) begin
            $display("%0d added, %0d wrong", added, wrong);
            $finish;
        end

        for (i = `LATENCY; i > 0; i = i - 1) product[i] = product[i-1];
        // One bit of the weight changes at a time, which a simulation of gates takes the shortest time for.
        weight = count[7:0] ^ count[7:1];
        x = count[15:8];
        product[0] = weight * $signed({1'b0, x});
        enables = {enables, count <= 17'd65536};
        clears = {clears, count == 17'd0}; // the product of 0 and 0, which comes again as the last
        count = count + 17'd1;
    end

    always @(posedge clk) begin
        if (enables[`LATENCY]) begin
            known <= known | clears[`LATENCY];
            if (clears[`LATENCY]) sum <= 24'd0;
            else begin
                sum <= sum + product[`LATENCY];
                added = added + 1;
            end
        end
    end

endmodule
