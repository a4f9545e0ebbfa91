// What leaves the accumulate units becomes the sum with both signs: 2 * sum - total, and the last input, which neither of the
// two has, is added or subtracted. One for all units of a layer, in two stages.
module bc_signed_sum #(
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 19        // signed; sum and total have one bit less and no sign
) (
    input  wire                               clk,
    input  wire                               rst,

    input  wire                               s_valid,
    output wire                               s_ready,
    input  wire        [ACCUMULATOR_BITS-2:0] sum,             // of the inputs of weight +1
    input  wire        [ACCUMULATOR_BITS-2:0] total_inverted,  // total of all inputs, every bit inverted
    input  wire                               weight,          // of the last input, 1 is +1
    input  wire        [X_BITS-1:0]           x,               // the last input

    output reg                                m_valid,
    input  wire                               m_ready,
    output reg  signed [ACCUMULATOR_BITS-1:0] m_data
);

    reg                        difference_valid;
    reg [ACCUMULATOR_BITS-1:0] difference;
    reg                        negative;
    reg [X_BITS-1:0]           inverted_x;  // where negative: -x is ~x + 1, so one adder does both signs

    assign s_ready = ~m_valid | m_ready;

    always @(posedge clk) begin
        if (s_ready) begin
            // -total is ~total + 1. In iCE40 an operand of an adder is inverted for nothing only in front of a register.
            difference <= {sum, 1'b0} + {1'b1, total_inverted} + {{(ACCUMULATOR_BITS - 1){1'b0}}, 1'b1};
            negative <= ~weight;
            inverted_x <= x ^ {X_BITS{~weight}};
            m_data <= difference + {{(ACCUMULATOR_BITS - X_BITS){negative}}, inverted_x}
                + {{(ACCUMULATOR_BITS - 1){1'b0}}, negative};
        end
        if (rst) begin
            difference_valid <= 1'b0;
            m_valid <= 1'b0;
        end else if (s_ready) begin
            difference_valid <= s_valid;
            m_valid <= difference_valid;
        end
    end

endmodule
