/*
 * Fully connected layer with binary weights for AVR: tables of 16 sums, for layers with few outputs.
 *
 * Method: 4 neighbouring inputs have 16 different sums of "the inputs whose weight is +1". They are written into a
 * table once, and each output then adds 8 weights with two look-ups, one for each half of a weight byte. Building the
 * tables of 8 inputs takes about 240 cycles; with more than about 130 outputs bc_dense_avr_lut8 is faster. The tables
 * of 64 inputs are alive at a time. They are interleaved in two arrays of 256 bytes that start at multiples of 256:
 * the index is the upper half of a byte address as it comes, and the table is the lower half.
 *
 * Weights: layout ROWS, one row for each output, (fan_in + 7) / 8 bytes, no gap between rows. Input i is bit (i % 8),
 * counted from the least significant bit, of byte (i / 8). Bit 1 is +1, bit 0 is -1. The unused bits of the last byte
 * are ignored. On AVR they are in the first 64 KB of flash.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: BC_DENSE_AVR_LUT4_SCRATCH_BYTES of scratch, whose contents do not matter.
 */
#ifndef BC_DENSE_AVR_LUT4_H
#define BC_DENSE_AVR_LUT4_H

#include "bc_dense.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A sum of 4 bytes for each output, two arrays of 256 bytes, and up to 256 bytes that align them. */
#define BC_DENSE_AVR_LUT4_SCRATCH_BYTES(fan_in, outputs) (4UL * (outputs) + 512UL + 256UL)

void bc_dense_avr_lut4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
