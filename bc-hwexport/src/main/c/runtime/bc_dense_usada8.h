/*
 * Fully connected layer with binary weights for cores with DSP instructions (Cortex-M4, M7, M33): byte masks and USADA8.
 *
 * Method: |x - 0| = x and |x - 255| = 255 - x. The instruction USADA8 adds four absolute differences of bytes at once: with
 * a mask of 0 for each weight +1 and 255 for each weight -1 it adds 4 inputs with their signs, and 255 for each -1, which
 * a number stored for each row takes back. A constant table holds the 8 mask bytes of every weight byte. No working
 * memory: for layers with few outputs, for which a table of sums does not pay, and where RAM is short.
 *
 * Weights: a number for each row, then the rows in layout ROWS_BY_4; in all BC_DENSE_USADA8_WEIGHT_BYTES.
 *   Numbers: for each row (output), first row first, how many of its weights are -1: 2 bytes, the low one first.
 *   Rows: blocks of 4 consecutive rows, the last one of the outputs % 4 rows that are left; inside a block, for each group
 *   of 8 inputs, one byte of each row, first row first. Input 8 * g + i is bit i (from the least significant) of the
 *   byte of group g; bit 1 is +1, bit 0 is -1. Unused bits of the last group are ignored.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: no scratch, pass NULL; about 80 bytes of stack; 2 KB of constants.
 */
#ifndef BC_DENSE_USADA8_H
#define BC_DENSE_USADA8_H

#include "bc_dense.h"

#ifdef __cplusplus
extern "C" {
#endif

#define BC_DENSE_USADA8_SCRATCH_BYTES(fan_in, outputs) 0U

#define BC_DENSE_USADA8_WEIGHT_BYTES(fan_in, outputs) ((uint32_t)(outputs) * ((((uint32_t)(fan_in) + 7U) >> 3) + 2U))

void bc_dense_usada8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
