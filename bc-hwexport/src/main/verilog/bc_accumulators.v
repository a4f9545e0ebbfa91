// PARALLEL accumulate units that see the same inputs, each with a weight of its own; one more for the total of all inputs; and
// the way out, on which each sum gets its signs.
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
    parameter ACCUMULATOR_BITS = 19   // signed: fan-in * (2^X_BITS - 1) of either sign
) (
    input  wire                               clk,
    input  wire                               rst,

    input  wire                               in_valid,
    input  wire        [X_BITS-1:0]           in_x,
    input  wire        [PARALLEL-1:0]         in_weights,   // bit j is the weight of unit j, 1 is +1
    input  wire                               in_last,
    input  wire                               in_last_group,
    output wire                               advance,

    output wire                               m_valid,
    input  wire                               m_ready,
    output wire signed [ACCUMULATOR_BITS-1:0] m_data
);

    localparam SUM_BITS = ACCUMULATOR_BITS - 1;
    localparam COUNT_BITS = $clog2(PARALLEL + 1);
    localparam [31:0] FULL = PARALLEL;
    localparam [31:0] PARTIAL = LAST_OUTPUTS;

    wire [PARALLEL*SUM_BITS-1:0] sums;
    wire [SUM_BITS-1:0]          total;

    reg  [PARALLEL*SUM_BITS-1:0] held;
    reg  [SUM_BITS-1:0]          held_total_inverted;
    reg  [PARALLEL-1:0]          held_weights;
    reg  [X_BITS-1:0]            held_x;
    reg  [COUNT_BITS-1:0]        remaining;
    reg                          busy;      // remaining != 0

    wire                         ready;
    wire                         enable = in_valid & advance;
    wire                         load = enable & in_last;
    wire                         shift = busy & ready;

    assign advance = ~(in_valid & in_last & busy);

    genvar j;
    generate
        for (j = 0; j < PARALLEL; j = j + 1) begin : unit
            bc_accumulate #(
                .X_BITS(X_BITS),
                .SUM_BITS(SUM_BITS)
            ) accumulate (
                .clk(clk),
                .clear(load | rst),
                .add(enable & in_weights[j]),
                .x(in_x),
                .accumulator(sums[j*SUM_BITS +: SUM_BITS])
            );
        end
    endgenerate

    bc_accumulate #(
        .X_BITS(X_BITS),
        .SUM_BITS(SUM_BITS)
    ) all (
        .clk(clk),
        .clear(load | rst),
        .add(enable),
        .x(in_x),
        .accumulator(total)
    );

    always @(posedge clk) begin
        if (load) begin
            held <= sums;
            held_weights <= in_weights;
            held_total_inverted <= ~total;
            held_x <= in_x;
        end else if (shift) begin
            held <= held >> SUM_BITS;
            held_weights <= held_weights >> 1;
        end

        if (rst) begin
            remaining <= {COUNT_BITS{1'b0}};
            busy <= 1'b0;
        end else if (load) begin
            remaining <= in_last_group ? PARTIAL[COUNT_BITS-1:0] : FULL[COUNT_BITS-1:0];
            busy <= 1'b1;
        end else if (shift) begin
            remaining <= remaining - 1'b1;
            busy <= remaining != 1;
        end
    end

    bc_signed_sum #(
        .X_BITS(X_BITS),
        .ACCUMULATOR_BITS(ACCUMULATOR_BITS)
    ) signed_sum (
        .clk(clk),
        .rst(rst),
        .s_valid(busy),
        .s_ready(ready),
        .sum(held[SUM_BITS-1:0]),
        .total_inverted(held_total_inverted),
        .weight(held_weights[0]),
        .x(held_x),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data)
    );

endmodule
