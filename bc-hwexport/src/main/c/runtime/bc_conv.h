/*
 * Convolutions, also depthwise ones, with binary (+1 / -1) or 8-bit weights and 8-bit unsigned activations.
 *
 * Tensors are height x width x channels with the channels last. Output (oy, ox) sees the input positions
 *     y = oy * stride_y - pad_top + ky * dilation_y,    ky = 0..kernel_height - 1,
 *     x = ox * stride_x - pad_left + kx * dilation_x,   kx = 0..kernel_width - 1;
 * these positions together are its window, each one with its weights is a tap. Positions outside of the input read
 * pad_value in all channels; how many lie behind the last row and column follows from the output size. A convolution in
 * one dimension has height 1.
 *
 * Three layouts of the weights; bit 1 is +1, bit 0 is -1, unused bits are ignored:
 *
 * DENSE (bc_conv_windows): what the dense kernel takes, with a fan-in of kernel_height * kernel_width * input_channels
 *     in the order (ky, kx, channel).
 * TAPS (bc_conv_lut8): tap after tap in the order (ky, kx). The channels of a tap form groups of 8, the last one may
 *     have less: groups = (input_channels + 7) / 8. Channel c is bit (c % 8), counted from the least significant bit,
 *     of the byte of group (c / 8). The groups form blocks: blocks of 8 groups as long as there are 8, then one of 4, 2
 *     and 1 group each, if needed. A tap holds block after block, a block holds output channel after output channel,
 *     and for each the bytes of the block's groups. So one tap has output_channels * groups bytes, and with 1, 2, 4 or
 *     8 groups its order is simply (output channel, group). 13 groups are blocks of 8, 4 and 1.
 * DEPTHWISE: bc_depthwise: for each tap, in the order (ky, kx), the bits of all output channels: output channel o is
 *     bit (o % 8), counted from the least significant bit, of byte (o / 8); a tap has (output_channels + 7) / 8 bytes.
 *     bc_depthwise_s8: for each tap one int8_t for each output channel.
 *
 * Ranges: sizes, kernels, strides and dilations at least 1; padding any; input and output less than 2^31 bytes each;
 * all accumulators less than 2^30 in magnitude. Further ones are at the functions.
 * Memory: no allocation, no static data; the scratch is 4-byte aligned, its contents do not matter. Nothing is read
 * outside of the input and the weights. Input and output must not overlap.
 */
#ifndef BC_CONV_H
#define BC_CONV_H

#include <stdint.h>

#include "bc_dense.h"
#include "bc_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One convolution. weights is in BC_ROM memory. */
typedef struct {
    uint16_t input_height;
    uint16_t input_width;
    uint16_t input_channels;
    uint16_t output_height;
    uint16_t output_width;
    uint16_t output_channels;
    uint16_t kernel_height;
    uint16_t kernel_width;
    uint16_t stride_y;
    uint16_t stride_x;
    uint16_t dilation_y;
    uint16_t dilation_x;
    uint16_t pad_top;
    uint16_t pad_left;
    uint8_t pad_value; /**< what a position outside of the input holds: the input's zero point */
    const uint8_t *weights;
    bc_requantization requantization; /**< of the output channels */
} bc_conv_layer;

/** Any dense kernel. */
typedef void bc_dense_kernel(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** Bytes of one window, rounded up to words. */
#define BC_CONV_WINDOW_BYTES(input_channels, kernel_height, kernel_width)                                              \
    (((uint32_t)(input_channels) * (kernel_height) * (kernel_width) + 3U) & ~(uint32_t)3U)

/** Scratch of bc_conv_windows(), to which the scratch of the dense kernel has to be added. */
#define BC_CONV_WINDOWS_SCRATCH_BYTES(input_channels, kernel_height, kernel_width)                                     \
    BC_CONV_WINDOW_BYTES(input_channels, kernel_height, kernel_width)

/**
 * The general convolution: every window is a dense layer, with binary or 8-bit weights, as the kernel takes them.
 * A window has at most 65535 inputs.
 *
 * @param layer   the layer; its weights in the layout DENSE
 * @param dense   computes all output channels of one window
 * @param input   [input_height][input_width][input_channels]
 * @param output  [output_height][output_width][output_channels], of the type that the requantization names
 * @param scratch BC_CONV_WINDOWS_SCRATCH_BYTES and behind them the scratch of the dense kernel
 */
void bc_conv_windows(const bc_conv_layer *layer, bc_dense_kernel *dense, const uint8_t *input, void *output,
                     uint32_t *scratch);

/** The groups of 8 channels in the largest block of the layout TAPS. */
#define BC_CONV_LUT8_BLOCK_GROUPS(input_channels)                                                                      \
    (((input_channels) > 56U) ? 8U : ((input_channels) > 24U) ? 4U : ((input_channels) > 8U) ? 2U : 1U)

/** Words of the tables of a block; the sums of one position take the same memory later. */
#define BC_CONV_LUT8_TABLE_WORDS(input_channels, output_channels)                                                      \
    ((512U * BC_CONV_LUT8_BLOCK_GROUPS(input_channels) > (output_channels))                                            \
         ? (uint32_t)512U * BC_CONV_LUT8_BLOCK_GROUPS(input_channels)                                                  \
         : (uint32_t)(output_channels))

/** Output rows that one input row can contribute to. */
#define BC_CONV_LUT8_SPAN(kernel_height, stride_y, dilation_y)                                                         \
    (((uint32_t)(kernel_height) - 1U) * (dilation_y) / (stride_y) + 1U)

/** The sums of so many output rows exist at a time. */
#define BC_CONV_LUT8_ROWS(output_height, kernel_height, stride_y, dilation_y)                                          \
    ((BC_CONV_LUT8_SPAN(kernel_height, stride_y, dilation_y) < (output_height))                                        \
         ? BC_CONV_LUT8_SPAN(kernel_height, stride_y, dilation_y)                                                      \
         : (uint32_t)(output_height))

/** Scratch of bc_conv_lut8(). */
#define BC_CONV_LUT8_SCRATCH_BYTES(input_channels, output_height, output_width, output_channels, kernel_height,        \
                                   stride_y, dilation_y)                                                               \
    (4U * (BC_CONV_LUT8_TABLE_WORDS(input_channels, output_channels) +                                                 \
           4U * (((uint32_t)(output_width) + 3U) / 4U) * ((uint32_t)(output_channels) + 1U) *                          \
               BC_CONV_LUT8_ROWS(output_height, kernel_height, stride_y, dilation_y)))

/**
 * The fast convolution with binary weights, for layers with at least about 8 input and 8 output channels:
 * bc_conv_lut8.c describes it. Any kernel, stride, dilation and padding; it is fastest with pad_value 0, with a stride
 * of 1, with 8 * 2^n input channels, and if the output width is a multiple of 4 and not less than the input width.
 *
 * @param layer   the layer; its weights in the layout TAPS
 * @param input   [input_height][input_width][input_channels]
 * @param output  [output_height][output_width][output_channels], of the type that the requantization names
 * @param scratch BC_CONV_LUT8_SCRATCH_BYTES
 */
void bc_conv_lut8(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** Scratch of bc_depthwise(). */
#define BC_DEPTHWISE_SCRATCH_BYTES(input_channels, output_channels, kernel_height, kernel_width)                       \
    (BC_CONV_WINDOW_BYTES(input_channels, kernel_height, kernel_width) +                                               \
     4U * ((uint32_t)(kernel_height) * (kernel_width) * ((input_channels) / 4U) *                                      \
               ((output_channels) / (input_channels)) +                                                                \
           2U * (uint32_t)(output_channels)))

/**
 * Depthwise convolution with binary weights: output channel c * m + j sees only input channel c, j = 0..m - 1.
 * output_channels is m * input_channels.
 *
 * @param layer   the layer; its weights in the layout DEPTHWISE
 * @param input   [input_height][input_width][input_channels]
 * @param output  [output_height][output_width][output_channels], of the type that the requantization names
 * @param scratch BC_DEPTHWISE_SCRATCH_BYTES
 */
void bc_depthwise(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** Scratch of bc_depthwise_s8(). */
#define BC_DEPTHWISE_S8_SCRATCH_BYTES(input_channels, output_channels, kernel_height, kernel_width)                    \
    (BC_CONV_WINDOW_BYTES(input_channels, kernel_height, kernel_width) + 4U * (uint32_t)(output_channels))

/** The same with 8-bit weights: the accumulator is the sum of the products of weights and inputs. */
void bc_depthwise_s8(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
