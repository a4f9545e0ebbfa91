/*
 * Fully connected layer with binary weights for AVR: tables of 256 sums.
 *
 * Method: 8 neighbouring inputs have only 256 different sums of "the inputs whose weight is +1". They are written
 * into a table once, and each output then adds 8 weights with one look-up: its weight byte is the index. Low and high
 * bytes of the sums lie in two arrays of 256 bytes that start at multiples of 256, so that the index needs no address
 * calculation. Tables of BC_DENSE_AVR_LUT8_TILE_GROUPS * 8 inputs are alive at a time. Building a table takes about
 * as long as 150 look-ups: for layers with about 130 outputs and more; bc_dense_avr_lut4 is for the others.
 *
 * Weights: layout ROWS, one row for each output, (fan_in + 7) / 8 bytes, no gap between rows. Input i is bit (i % 8),
 * counted from the least significant bit, of byte (i / 8). Bit 1 is +1, bit 0 is -1. The unused bits of the last byte
 * are ignored. On AVR they are in the first 64 KB of flash.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: BC_DENSE_AVR_LUT8_SCRATCH_BYTES of scratch, whose contents do not matter.
 */
#ifndef BC_DENSE_AVR_LUT8_H
#define BC_DENSE_AVR_LUT8_H

#include "bc_dense.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Groups of 8 inputs whose tables exist at the same time. */
#define BC_DENSE_AVR_LUT8_TILE_GROUPS 8

/** A sum of 4 bytes for each output, 8 tables of 512 bytes, and up to 256 bytes that align them. */
#define BC_DENSE_AVR_LUT8_SCRATCH_BYTES(fan_in, outputs) \
    (4UL * (outputs) + 512UL * BC_DENSE_AVR_LUT8_TILE_GROUPS + 256UL)

void bc_dense_avr_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
