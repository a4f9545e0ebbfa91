/*
 * Requantization: turns the exact sums of a layer into its outputs.
 *
 * A binary weight is +1 or -1, so the exact result of one output is
 *     accumulator = (sum of inputs under +1 weights) - (sum of inputs under -1 weights)
 *                 = 2 * positive_sum - total,         total = sum of all inputs.
 * Every output channel has its own multiplier, shift and offset:
 *     value = floor((accumulator * multiplier + offset) / 2^shift), limited to minimum..maximum.
 * The offset is in units of accumulator * multiplier and holds bias, zero points and the rounding constant.
 * Nothing overflows: the product is 64 bits wide.
 *
 * Ranges: accumulator, multiplier and offset use all of int32_t, int16_t and int32_t; shift is 0..31;
 * minimum <= maximum, and both are 0..255 for BC_OUTPUT_U8.
 * These files hold the only multiplication of a binary layer: one for each output.
 */
#ifndef BC_REQUANTIZE_H
#define BC_REQUANTIZE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a layer writes for each of its outputs. */
typedef enum {
    BC_OUTPUT_U8 = 0,         /**< uint8_t: value */
    BC_OUTPUT_S32 = 1,        /**< int32_t: value */
    BC_OUTPUT_ACCUMULATOR = 2 /**< int32_t: the accumulator itself; multiplier, shift, offset may be NULL */
} bc_output_type;

/** How the sums of one layer become outputs. The arrays are in BC_ROM memory. */
typedef struct {
    const int16_t *multiplier; /**< [channels] */
    const uint8_t *shift;      /**< [channels], 0..31 */
    const int32_t *offset;     /**< [channels] */
    int32_t minimum;           /**< smallest output; for BC_OUTPUT_U8 0..255 */
    int32_t maximum;           /**< largest output; for BC_OUTPUT_U8 0..255 */
    bc_output_type type;
} bc_requantization;

/**
 * Binary layers: outputs of channels first .. first + count - 1 from their positive sums.
 *
 * @param requantization how
 * @param first          first channel
 * @param count          number of channels
 * @param positive_sums  for each of these channels the sum of the inputs whose weight is +1; [count]
 * @param total          sum of all inputs, at least every positive sum and less than 2^31
 * @param output         uint8_t[count] or int32_t[count], as the type says; output[0] receives channel first
 */
void bc_requantize_binary(const bc_requantization *requantization, uint32_t first, uint32_t count,
                          const uint32_t *positive_sums, uint32_t total, void *output);

/**
 * Other layers: outputs of the same channels from their accumulators.
 *
 * @param requantization how
 * @param first          first channel
 * @param count          number of channels
 * @param accumulators   one for each of these channels; [count]
 * @param output         as above
 */
void bc_requantize(const bc_requantization *requantization, uint32_t first, uint32_t count,
                   const int32_t *accumulators, void *output);

#ifdef __cplusplus
}
#endif

#endif
