// The core of a dense layer: bytes in, accumulators out, one for each output; requantization comes behind it.
//
// PARALLEL outputs are computed at a time, in GROUPS = ceil(OUTPUTS / PARALLEL) rounds over the inputs, one input a clock. A
// vector takes INPUTS * GROUPS clocks; the sums leave meanwhile. Weights: word group * INPUTS + i, bit j is the weight of
// input i for output group * PARALLEL + j, 1 is +1 and 0 is -1.
module bc_dense #(
    parameter INPUTS = 784,
    parameter OUTPUTS = 128,
    parameter PARALLEL = 16,
    parameter ACCUMULATOR_BITS = 19,
    parameter WEIGHTS = "weights.mem",
    parameter LOGIC = 0               // 1: weights in logic cells
) (
    input  wire                               clk,
    input  wire                               rst,

    input  wire                               s_valid,
    output wire                               s_ready,
    input  wire        [7:0]                  s_data,

    output wire                               m_valid,
    input  wire                               m_ready,
    output wire signed [ACCUMULATOR_BITS-1:0] m_data
);

    localparam GROUPS = (OUTPUTS + PARALLEL - 1) / PARALLEL;
    localparam DEPTH = INPUTS * GROUPS;
    localparam ADDRESS_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1;

    wire                    advance, x_valid, x_last, x_last_group;
    wire [7:0]              x;
    wire [ADDRESS_BITS-1:0] weight_address;
    wire [PARALLEL-1:0]     weights;

    bc_vector #(
        .INPUTS(INPUTS),
        .GROUPS(GROUPS)
    ) vector (
        .clk(clk),
        .rst(rst),
        .s_valid(s_valid),
        .s_ready(s_ready),
        .s_data(s_data),
        .advance(advance),
        .weight_address(weight_address),
        .x_valid(x_valid),
        .x(x),
        .x_last(x_last),
        .x_last_group(x_last_group)
    );

    bc_rom #(
        .WIDTH(PARALLEL),
        .DEPTH(DEPTH),
        .FILE(WEIGHTS),
        .LOGIC(LOGIC)
    ) rom (
        .clk(clk),
        .enable(advance),
        .address(weight_address),
        .data(weights)
    );

    bc_accumulators #(
        .PARALLEL(PARALLEL),
        .LAST_OUTPUTS(OUTPUTS - (GROUPS - 1) * PARALLEL),
        .ACCUMULATOR_BITS(ACCUMULATOR_BITS)
    ) accumulators (
        .clk(clk),
        .rst(rst),
        .in_valid(x_valid),
        .in_x(x),
        .in_weights(weights),
        .in_last(x_last),
        .in_last_group(x_last_group),
        .advance(advance),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data)
    );

endmodule
