/*
 * Fully connected layer with binary weights for cores with the vector extension MVE (Cortex-M55, M85).
 *
 * Method: 16 weight bits are the predicate of a vector instruction: VADDVA adds those of 16 inputs whose weight is +1 to
 * a sum. Four rows share the loads of the inputs. No working memory.
 *
 * Weights: layout ROWS, one row for each output, (fan_in + 7) / 8 bytes, no gap between rows. Input i is bit (i % 8),
 * counted from the least significant bit, of byte (i / 8). Bit 1 is +1, bit 0 is -1. The unused bits of the last byte are
 * ignored.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: no scratch, pass NULL; about 150 bytes of stack.
 */
#ifndef BC_DENSE_MVE_H
#define BC_DENSE_MVE_H

#include "bc_dense.h"

#ifdef __cplusplus
extern "C" {
#endif

#define BC_DENSE_MVE_SCRATCH_BYTES(fan_in, outputs) 0U

void bc_dense_mve(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
