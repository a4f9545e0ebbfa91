/*
 * Fully connected layer with binary weights (+1 / -1) and 8-bit unsigned activations.
 *
 * Method: 8 neighbouring inputs have only 256 different sums of "the inputs whose weight is +1". They are written into a
 * table once, and each output then adds 8 weights with one look-up: its weight byte is the index. Four such tables
 * (32 inputs) are alive at a time, and up to 512 outputs are summed in one pass. No multiplication is used; the only
 * one, for each output, is in bc_requantize.c.
 *
 * Weights: one row for each output, (fan_in + 7) / 8 bytes, no gap between rows. Input i is bit (i % 8), counted from
 * the least significant bit, of byte (i / 8). Bit 1 is +1, bit 0 is -1. The unused bits of the last byte are ignored.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255; shift 0..31. All sums are exact.
 * Memory: no allocation, no static data; the caller passes 4096 bytes of scratch, whose contents do not matter.
 * Nothing is read outside of input[0..fan_in-1] and the rows. Input and output must not overlap.
 */
#ifndef BC_DENSE_H
#define BC_DENSE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Inputs whose tables exist at the same time: 4 tables of 256 sums, 2 KB. */
#define BC_DENSE_TILE_INPUTS 32

/** Outputs that are summed in one pass over the inputs, as a power of two and as a number: 2 KB of sums. */
#define BC_DENSE_BLOCK_OUTPUTS_LOG2 9
#define BC_DENSE_BLOCK_OUTPUTS 512

/** The 256 subset sums of 8 inputs: sums[k] adds the inputs i for which bit i of k is 1. Built two sums at a time. */
typedef union {
    uint16_t sums[256];
    uint32_t pairs[128];
} bc_dense_table;

/** Work memory of a dense layer. It may be shared by all layers and reused for anything between calls. */
typedef struct {
    bc_dense_table tables[BC_DENSE_TILE_INPUTS / 8];
    uint32_t accumulators[BC_DENSE_BLOCK_OUTPUTS]; /**< for each output the sum of the inputs whose weight is +1 */
} bc_dense_scratch;

/** Fails to compile where the scratch is not exactly 4096 bytes. */
typedef char bc_dense_scratch_has_4096_bytes[(sizeof(bc_dense_scratch) == 4096U) ? 1 : -1];

/** One layer; every pointer may point to read-only memory. */
typedef struct {
    uint16_t fan_in;           /**< number of inputs */
    uint16_t outputs;          /**< number of outputs */
    const uint8_t *weights;    /**< [outputs][(fan_in + 7) / 8], layout above */
    const int16_t *multiplier; /**< [outputs] */
    const uint8_t *shift;      /**< [outputs], 0..31 */
    const int32_t *offset;     /**< [outputs], in units of sum * multiplier, rounding constant included */
} bc_dense_layer;

/**
 * Computes 8-bit activations:
 * output[o] = floor((sum[o] * multiplier[o] + offset[o]) / 2^shift[o]) limited to 0..255,
 * where sum[o] adds each input or subtracts it, as its weight says.
 *
 * @param layer   the layer
 * @param input   activations; [layer->fan_in]
 * @param output  receives the activations; [layer->outputs]
 * @param scratch work memory
 */
void bc_dense_u8_u8(const bc_dense_layer *layer, const uint8_t *input, uint8_t *output, bc_dense_scratch *scratch);

/**
 * Computes 32-bit scores, usually of the last layer: as bc_dense_u8_u8(), but limited to the range of int32_t.
 *
 * @param layer   the layer
 * @param input   activations; [layer->fan_in]
 * @param output  receives the scores; [layer->outputs]
 * @param scratch work memory
 */
void bc_dense_u8_s32(const bc_dense_layer *layer, const uint8_t *input, int32_t *output, bc_dense_scratch *scratch);

#ifdef __cplusplus
}
#endif

#endif
