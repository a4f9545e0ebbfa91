/*
 * Buckets: the weights of one input that belong to n neighbouring outputs form a bit field, which is the number of the
 * bucket that the input is added to. The positive sum of output j is then the sum of all buckets whose number has
 * bit j. So one addition serves n weights; the buckets are only summed at the end.
 * Used by the kernels bc_dense_buckets and bc_dense_buckets4.
 */
#ifndef BC_BUCKETS_H
#define BC_BUCKETS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Sets 2^bits buckets to 0, and at least 8.
 *
 * @param buckets at least 8
 * @param bits    0..8
 */
void bc_clear_buckets(uint32_t *buckets, uint32_t bits);

/**
 * Sums buckets, and overwrites them.
 *
 * @param buckets [2^bits]
 * @param bits    1..8
 * @param sums    receives for each bit the sum of the buckets whose number has it; [bits]
 * @return        the sum of all buckets
 */
uint32_t bc_fold_buckets(uint32_t *buckets, uint32_t bits, uint32_t *sums);

/*
 * Two outputs: 4 bits are the weights of a pair of inputs, which shares one of 16 buckets, with one input in each half
 * of the word. A half holds the sum of half of BC_PAIRED_INPUTS.
 */
#define BC_PAIRED_INPUTS 512U

/**
 * Sums the buckets of pairs of inputs, and overwrites them.
 *
 * @param buckets [16]
 * @param sums    the positive sums of the two outputs are added to it; [2]
 * @return        the sum of all inputs
 */
uint32_t bc_fold_pairs(uint32_t *buckets, uint32_t *sums);

/**
 * Computes the positive sums of a group of at most 4 outputs.
 *
 * @param buckets work memory; [16]
 * @param outputs 1..4
 * @param weights the group in the layout COLUMNS, with 1, 2 or 4 bits an input; in BC_ROM memory
 * @param input   the inputs; [count]
 * @param count   number of inputs
 * @param sums    receives the positive sums; [4], of which further ones are undefined
 * @return        the sum of all inputs
 */
uint32_t bc_sum_narrow_group(uint32_t *buckets, uint32_t outputs, const uint8_t *weights, const uint8_t *input,
                             uint32_t count, uint32_t *sums);

#ifdef __cplusplus
}
#endif

#endif
