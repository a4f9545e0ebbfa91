/*
 * Pooling: every output is the maximum or the average of one channel in a window of the input.
 *
 * Tensors are height x width x channels with the channels last. Output (oy, ox) sees the input positions
 *     y = oy * stride_y - pad_top + ky * dilation_y,    ky = 0..kernel_height - 1,
 *     x = ox * stride_x - pad_left + kx * dilation_x,   kx = 0..kernel_width - 1.
 * Positions outside of the input do not take part. Every window must contain at least one position inside.
 * A kernel of the size of the input, without padding, is global pooling.
 *
 * Ranges: sizes, kernels, strides and dilations at least 1; any padding; input and output less than 2^31 bytes each.
 * Multiplications: none in bc_max_pool(); in bc_average_pool() one an output, which is in bc_requantize.c.
 * Memory: no allocation, no static data, no scratch; about 200 bytes of stack. Input and output must not overlap.
 */
#ifndef BC_POOL_H
#define BC_POOL_H

#include <stdint.h>

#include "bc_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The geometry of one pooling layer. */
typedef struct {
    uint16_t input_height;
    uint16_t input_width;
    uint16_t channels;
    uint16_t output_height;
    uint16_t output_width;
    uint16_t kernel_height;
    uint16_t kernel_width;
    uint16_t stride_y;
    uint16_t stride_x;
    uint16_t dilation_y;
    uint16_t dilation_x;
    uint16_t pad_top;
    uint16_t pad_left;
} bc_pool_layer;

/**
 * The maximum of every window.
 *
 * @param layer  the geometry
 * @param input  [input_height][input_width][channels]
 * @param output [output_height][output_width][channels]
 */
void bc_max_pool(const bc_pool_layer *layer, const uint8_t *input, uint8_t *output);

/**
 * The average of every window: the sum of the positions inside of the input is the accumulator of bc_requantize.h, and
 * the entry with index  number of these positions - first_count  turns it into the output, for all channels. The
 * division by the number is part of the entry's multiplier and shift; so windows at a border can have another divisor
 * than those inside, or the same.
 * A window may contain at most 65535 positions inside of the input; its sum is then less than 2^24.
 *
 * @param layer          the geometry
 * @param requantization one entry for each number of positions, beginning with first_count
 * @param first_count    the smallest number of positions inside that occurs in the layer
 * @param input          [input_height][input_width][channels]
 * @param output         [output_height][output_width][channels], of the type that requantization names
 */
void bc_average_pool(const bc_pool_layer *layer, const bc_requantization *requantization, uint16_t first_count,
                     const uint8_t *input, void *output);

#ifdef __cplusplus
}
#endif

#endif
