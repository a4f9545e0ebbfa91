/*
 * Fully connected layer with binary weights for cores with the vector extension MVE (Cortex-M55, M85): tables of 256
 * sums.
 *
 * Method: 8 neighbouring inputs have only 256 different sums of "the inputs whose weight is +1". They are written
 * into a table once, 8 sums with each instruction. The weight bytes of 8 outputs are the indices of a gather load,
 * which looks up 64 weights at once. Tables of 64 inputs are alive at a time. For layers with about 60 outputs and
 * more; bc_dense_mve is for the others.
 *
 * Weights: layout ROWS_BY_8. Blocks of 8 consecutive rows (outputs), the last one of the outputs % 8 rows that are
 * left; inside a block, for each group of 8 inputs, one byte of each row, first row first. Input 8 * g + i is bit i
 * (from the least significant) of the byte of group g; bit 1 is +1, bit 0 is -1. Unused bits of the last group are
 * ignored.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: BC_DENSE_MVE_LUT8_SCRATCH_BYTES of scratch, whose contents do not matter.
 */
#ifndef BC_DENSE_MVE_LUT8_H
#define BC_DENSE_MVE_LUT8_H

#include "bc_dense.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A sum for each output and 8 tables of 512 bytes. */
#define BC_DENSE_MVE_LUT8_SCRATCH_BYTES(fan_in, outputs) (4UL * (outputs) + 4096UL)

void bc_dense_mve_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
