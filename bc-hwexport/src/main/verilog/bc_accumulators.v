// PARALLEL accumulate units that see the same inputs, each with a weight of its own, and one more on the way out.
//
// A row of inputs ends with in_last. At that clock the sums so far move into a shift register and the units start again from
// 0, so no clock is lost between rows; the last input itself is added to each sum as it leaves. Sums leave in the order of the
// units, one a clock at most, while the next row is running. Only if they have not all left when that row ends does it wait.
//
// Handshake: the owner of the pipeline in front holds all its stages while advance is 0.
module bc_accumulators #(
    parameter PARALLEL = 16,
    parameter LAST_OUTPUTS = 16,      // units in use in the last group of outputs, 1 to PARALLEL
    parameter X_BITS = 8,
    parameter ACCUMULATOR_BITS = 19
) (
    input  wire                               clk,
    input  wire                               rst,

    input  wire                               in_valid,
    input  wire        [X_BITS-1:0]           in_x,
    input  wire        [PARALLEL-1:0]         in_weights,   // bit j is the weight of unit j, 1 is +1
    input  wire                               in_last,
    input  wire                               in_last_group,
    output wire                               advance,

    output reg                                m_valid,
    input  wire                               m_ready,
    output wire signed [ACCUMULATOR_BITS-1:0] m_data
);

    localparam COUNT_BITS = $clog2(PARALLEL + 1);
    localparam [31:0] FULL = PARALLEL;
    localparam [31:0] PARTIAL = LAST_OUTPUTS;

    reg  [PARALLEL*ACCUMULATOR_BITS-1:0] held;
    reg  [PARALLEL-1:0]                  held_weights;
    reg  [X_BITS-1:0]                    held_x;
    reg  [COUNT_BITS-1:0]                remaining;
    reg                                  busy;      // remaining != 0

    wire [PARALLEL*ACCUMULATOR_BITS-1:0] sums;
    wire enable = in_valid & advance;
    wire load = enable & in_last;
    wire shift = busy & (~m_valid | m_ready);

    assign advance = ~(in_valid & in_last & busy);

    genvar j;
    generate
        for (j = 0; j < PARALLEL; j = j + 1) begin : unit
            bc_accumulate #(
                .X_BITS(X_BITS),
                .ACCUMULATOR_BITS(ACCUMULATOR_BITS)
            ) accumulate (
                .clk(clk),
                .enable(enable | rst),
                .clear(in_last | rst),
                .weight(in_weights[j]),
                .x(in_x),
                .accumulator(sums[j*ACCUMULATOR_BITS +: ACCUMULATOR_BITS])
            );
        end
    endgenerate

    always @(posedge clk) begin
        if (load) begin
            held <= sums;
            held_weights <= in_weights;
            held_x <= in_x;
        end else if (shift) begin
            held <= held >> ACCUMULATOR_BITS;
            held_weights <= held_weights >> 1;
        end

        if (rst) begin
            remaining <= {COUNT_BITS{1'b0}};
            busy <= 1'b0;
            m_valid <= 1'b0;
        end else begin
            if (load) begin
                remaining <= in_last_group ? PARTIAL[COUNT_BITS-1:0] : FULL[COUNT_BITS-1:0];
                busy <= 1'b1;
            end else if (shift) begin
                remaining <= remaining - 1'b1;
                busy <= remaining != 1;
            end
            if (shift) m_valid <= 1'b1;
            else if (m_ready) m_valid <= 1'b0;
        end
    end

    bc_last_input #(
        .X_BITS(X_BITS),
        .ACCUMULATOR_BITS(ACCUMULATOR_BITS)
    ) last_input (
        .clk(clk),
        .enable(shift),
        .sum(held[ACCUMULATOR_BITS-1:0]),
        .weight(held_weights[0]),
        .x(held_x),
        .total(m_data)
    );

endmodule
