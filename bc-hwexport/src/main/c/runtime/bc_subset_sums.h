/*
 * Tables of subset sums: 8 neighbouring inputs have only 256 different sums of "the inputs whose weight is +1".
 * With all of them in a table, one weight byte, taken as an index, adds 8 weights at once.
 * Used by the kernels bc_dense_lut8 and bc_dense_lut8_tiled.
 */
#ifndef BC_SUBSET_SUMS_H
#define BC_SUBSET_SUMS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The subset sums of 8 inputs: sums[k] adds the inputs i for which bit i of k is 1. Written two sums at a time. */
typedef union {
    uint16_t sums[256];
    uint32_t pairs[128];
} bc_subset_sums;

/**
 * Writes the tables of neighbouring inputs. Inputs that are missing in the last table count as 0: their weights have
 * no effect.
 *
 * @param tables receives the tables; [(count + 7) / 8]
 * @param input  the inputs; [count]
 * @param count  number of inputs, at least 1
 * @return       the sum of all inputs
 */
uint32_t bc_build_subset_sums(bc_subset_sums *tables, const uint8_t *input, uint32_t count);

#ifdef __cplusplus
}
#endif

#endif
