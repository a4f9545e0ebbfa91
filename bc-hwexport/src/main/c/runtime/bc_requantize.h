/*
 * Requantization: turns the exact sums of a binary-weight layer into 8-bit activations or 32-bit scores.
 *
 * A weight is +1 or -1, so the exact result of one output is
 *     accumulator = (sum of inputs under +1 weights) - (sum of inputs under -1 weights)
 *                 = 2 * positive_sum - total,         total = sum of all inputs.
 * Every output has its own multiplier, shift and offset:
 *     scaled = floor((accumulator * multiplier + offset) / 2^shift)
 * The offset is in units of accumulator * multiplier and already contains the rounding constant
 * (2^(shift - 1) rounds to nearest). Nothing overflows: the product is 64 bits wide.
 *
 * Ranges: positive_sum <= total < 2^30, multiplier -32768..32767, shift 0..31, any 32-bit offset.
 * This file holds the only multiplication of the runtime: one for each output.
 */
#ifndef BC_REQUANTIZE_H
#define BC_REQUANTIZE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Requantizes to 8-bit activations: output[i] = scaled[i] limited to 0..255.
 *
 * @param positive_sums for each output the sum of the inputs whose weight is +1; [count]
 * @param total         sum of all inputs, the same for every output
 * @param count         number of outputs
 * @param multiplier    one for each output; [count]
 * @param shift         one for each output, 0..31; [count]
 * @param offset        one for each output, rounding constant included; [count]
 * @param output        receives the activations; [count]
 */
void bc_requantize_u8(const uint32_t *positive_sums, uint32_t total, uint32_t count, const int16_t *multiplier,
                      const uint8_t *shift, const int32_t *offset, uint8_t *output);

/**
 * Requantizes to 32-bit scores: output[i] = scaled[i] limited to the range of int32_t.
 * The parameters are those of bc_requantize_u8().
 */
void bc_requantize_s32(const uint32_t *positive_sums, uint32_t total, uint32_t count, const int16_t *multiplier,
                       const uint8_t *shift, const int32_t *offset, int32_t *output);

#ifdef __cplusplus
}
#endif

#endif
