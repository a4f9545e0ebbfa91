// The core of a convolution, depthwise (DEPTHWISE = 1, PARALLEL = 1) or not: bytes in, accumulators out in the order of row,
// column, output channel; requantization comes behind it. Parameters as in bc_window.
//
// PARALLEL output channels are computed at a time, in ceil(OUTPUTS / PARALLEL) rounds over a window, one input a clock.
// Weights: word group * fan-in + tap * CHANNELS + channel, bit j is the weight for output group * PARALLEL + j, 1 is +1 and 0
// is -1; depthwise word output * taps + tap.
module bc_convolution #(
    parameter HEIGHT = 28,
    parameter WIDTH = 28,
    parameter CHANNELS = 1,
    parameter KERNEL_HEIGHT = 3,
    parameter KERNEL_WIDTH = 3,
    parameter STRIDE_Y = 1,
    parameter STRIDE_X = 1,
    parameter DILATION_Y = 1,
    parameter DILATION_X = 1,
    parameter PAD_TOP = 0,
    parameter PAD_LEFT = 0,
    parameter OUTPUT_HEIGHT = 26,
    parameter OUTPUT_WIDTH = 26,
    parameter PAD_VALUE = 0,
    parameter ROWS = 4,
    parameter OUTPUTS = 16,
    parameter PARALLEL = 16,
    parameter DEPTHWISE = 0,
    parameter ACCUMULATOR_BITS = 13,
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

    localparam TAPS = KERNEL_HEIGHT * KERNEL_WIDTH;
    localparam ROUNDS = (OUTPUTS + PARALLEL - 1) / PARALLEL;
    localparam DEPTH = DEPTHWISE ? TAPS * OUTPUTS : TAPS * CHANNELS * ROUNDS;
    localparam ADDRESS_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1;

    wire                    advance, x_valid, x_last, x_last_group;
    wire [7:0]              x;
    wire [ADDRESS_BITS-1:0] weight_address;
    wire [PARALLEL-1:0]     weights;
    /* verilator lint_off UNUSEDSIGNAL */
    wire                    x_inside, x_first;
    /* verilator lint_on UNUSEDSIGNAL */

    bc_window #(
        .HEIGHT(HEIGHT),
        .WIDTH(WIDTH),
        .CHANNELS(CHANNELS),
        .KERNEL_HEIGHT(KERNEL_HEIGHT),
        .KERNEL_WIDTH(KERNEL_WIDTH),
        .STRIDE_Y(STRIDE_Y),
        .STRIDE_X(STRIDE_X),
        .DILATION_Y(DILATION_Y),
        .DILATION_X(DILATION_X),
        .PAD_TOP(PAD_TOP),
        .PAD_LEFT(PAD_LEFT),
        .OUTPUT_HEIGHT(OUTPUT_HEIGHT),
        .OUTPUT_WIDTH(OUTPUT_WIDTH),
        .GROUPS(DEPTHWISE ? OUTPUTS / CHANNELS : ROUNDS),
        .BY_CHANNEL(DEPTHWISE),
        .PAD_VALUE(PAD_VALUE),
        .ROWS(ROWS),
        .WEIGHT_ADDRESS_BITS(ADDRESS_BITS)
    ) window (
        .clk(clk),
        .rst(rst),
        .s_valid(s_valid),
        .s_ready(s_ready),
        .s_data(s_data),
        .advance(advance),
        .weight_address(weight_address),
        .x_valid(x_valid),
        .x(x),
        .x_inside(x_inside),
        .x_first(x_first),
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
        .LAST_OUTPUTS(DEPTHWISE ? 1 : OUTPUTS - (ROUNDS - 1) * PARALLEL),
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
