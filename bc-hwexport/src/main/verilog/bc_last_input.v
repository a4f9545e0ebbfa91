// The last input of a row is added here, to a sum that leaves: total = sum + (weight ? x : -x), as in bc_accumulate.
module bc_last_input #(
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 18
) (
    input  wire                               clk,
    input  wire                               enable,
    input  wire        [ACCUMULATOR_BITS-1:0] sum,
    input  wire                               weight,
    input  wire        [X_BITS-1:0]           x,
    output reg  signed [ACCUMULATOR_BITS-1:0] total
);

    wire negative = ~weight;
    wire [ACCUMULATOR_BITS-1:0] term =
        {{(ACCUMULATOR_BITS - X_BITS){1'b0}}, x} ^ {ACCUMULATOR_BITS{negative}};
    wire [ACCUMULATOR_BITS-1:0] carry = {{(ACCUMULATOR_BITS - 1){1'b0}}, negative};

    always @(posedge clk) begin
        if (enable) total <= sum + term + carry;
    end

endmodule
