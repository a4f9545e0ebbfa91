/*
 * Layers that treat every value by itself, and layers that move values.
 *
 * Activations are uint8_t; a tensor is height x width x channels with the channels last, and "position" means one
 * (y, x) with all of its channels. What is said to be in BC_ROM memory is read with the macros of bc_rom.h.
 * Multiplications: bc_add() two an output, bc_affine() one an output (in bc_requantize.c); all others none.
 *
 * Memory: no allocation, no static data, no scratch; bc_affine() uses 64 bytes of stack for a block of values.
 * Input and output must not overlap unless said otherwise; "in place" means that they are the same array.
 */
#ifndef BC_ELEMENTWISE_H
#define BC_ELEMENTWISE_H

#include <stdint.h>

#include "bc_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Any function of one value: output[i] = table[input[i]]. In place is allowed.
 *
 * @param table  [256], in BC_ROM memory
 * @param count  number of values
 * @param input  [count]
 * @param output [count]
 */
void bc_lookup(const uint8_t *table, uint32_t count, const uint8_t *input, uint8_t *output);

/**
 * Limits every value to the minimum and maximum of its channel. A maximum below its minimum wins. In place is allowed.
 *
 * @param minimum   [channels], in BC_ROM memory
 * @param maximum   [channels], in BC_ROM memory
 * @param positions number of positions
 * @param channels  number of channels
 * @param input     [positions][channels]
 * @param output    [positions][channels]
 */
void bc_clamp(const uint8_t *minimum, const uint8_t *maximum, uint32_t positions, uint32_t channels,
              const uint8_t *input, uint8_t *output);

/**
 * Requantizes every value with the multiplier, shift and offset of its channel; the value is the accumulator of
 * bc_requantize.h. In place is allowed for BC_OUTPUT_U8. With one channel, bc_lookup() computes the same faster.
 *
 * @param requantization [channels] entries
 * @param positions      number of positions
 * @param channels       number of channels
 * @param input          [positions][channels]
 * @param output         [positions][channels], of the type that requantization names
 */
void bc_affine(const bc_requantization *requantization, uint32_t positions, uint32_t channels, const uint8_t *input,
               void *output);

/**
 * Addition of two tensors with different scales.
 *
 * The sum fits 32 bits: |a * multiplier_a + b * multiplier_b| <= 2 * 255 * 32768 < 2^24,
 * and |offset| <= 2^31 - 2^24 = 2130706432 is required.
 */
typedef struct {
    int16_t multiplier_a;
    int16_t multiplier_b;
    uint8_t shift;   /**< 0..31 */
    uint8_t minimum; /**< smallest output */
    uint8_t maximum; /**< largest output, not below minimum */
    int32_t offset;  /**< zero points and the rounding constant; -2130706432..2130706432 */
} bc_add_layer;

/**
 * output[i] = floor((a[i] * multiplier_a + b[i] * multiplier_b + offset) / 2^shift) limited to minimum..maximum.
 * The output may be the array a or the array b.
 *
 * @param layer  the layer
 * @param count  number of values
 * @param a      [count]
 * @param b      [count]
 * @param output [count]
 */
void bc_add(const bc_add_layer *layer, uint32_t count, const uint8_t *a, const uint8_t *b, uint8_t *output);

/**
 * Writes the channels of one input to their place in a wider tensor; called once for each input of a concatenation.
 *
 * @param table         converts to the scale of the output, [256], in BC_ROM memory; NULL: values are taken as they are
 * @param positions     number of positions
 * @param channels      number of channels of this input
 * @param input         [positions][channels]
 * @param output_stride number of channels of the output
 * @param output        the first of the channels to write in the first position of the output
 */
void bc_concat(const uint8_t *table, uint32_t positions, uint32_t channels, const uint8_t *input,
               uint32_t output_stride, uint8_t *output);

/** Padding: the output is (top + height + bottom) x (left + width + right) x channels. */
typedef struct {
    uint16_t height; /**< of the input */
    uint16_t width;  /**< of the input */
    uint16_t channels;
    uint16_t top;
    uint16_t left;
    uint16_t bottom;
    uint16_t right;
    uint8_t value; /**< what the added positions contain: usually the zero point */
} bc_pad_layer;

/**
 * Surrounds a tensor with a constant.
 *
 * @param layer  the layer
 * @param input  [height][width][channels]
 * @param output [top + height + bottom][left + width + right][channels]
 */
void bc_pad(const bc_pad_layer *layer, const uint8_t *input, uint8_t *output);

/**
 * Rearranges values: output[i] = input[order[i]]. Values may be left out or repeated.
 *
 * @param order  [count], in BC_ROM memory
 * @param count  number of values of the output
 * @param input  at most 65536 values
 * @param output [count]
 */
void bc_permute(const uint16_t *order, uint32_t count, const uint8_t *input, uint8_t *output);

/**
 * Removes the zero point: output[i] = input[i] - zero_point.
 *
 * @param zero_point the value that stands for 0
 * @param count      number of values
 * @param input      [count]
 * @param output     [count]
 */
void bc_widen(uint8_t zero_point, uint32_t count, const uint8_t *input, int32_t *output);

#ifdef __cplusplus
}
#endif

#endif
