/*
 * Buckets: the weights of one input that belong to n neighbouring outputs form a bit field, which is the number of the
 * bucket that the input is added to. The positive sum of output j is then the sum of all buckets whose number has bit j.
 * So one addition serves n weights; the buckets are only summed at the end.
 * Used by the kernels bc_dense_buckets and bc_dense_buckets4.
 */
#ifndef BC_BUCKETS_H
#define BC_BUCKETS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bits of a field in the layout COLUMNS, for a group of 1..8 outputs. */
static inline uint32_t bc_field_bits(uint32_t outputs)
{
    return (outputs > 4U) ? 8U : (outputs > 2U) ? 4U : outputs;
}

/**
 * Sets 2^bits buckets to 0, and at least 8.
 *
 * @param buckets at least 8
 * @param bits    0..8
 */
void bc_clear_buckets(uint32_t *buckets, uint32_t bits);

/**
 * Adds inputs to the buckets of a group of at most 4 outputs.
 *
 * @param buckets    [2^field_bits]
 * @param field_bits 1, 2 or 4
 * @param weights    the fields, LSB first; in BC_ROM memory; [(count * field_bits + 7) / 8]
 * @param input      the inputs; [count]
 * @param count      number of inputs
 */
void bc_fill_narrow_buckets(uint32_t *buckets, uint32_t field_bits, const uint8_t *weights, const uint8_t *input,
                            uint32_t count);

/**
 * Sums buckets, and overwrites them.
 *
 * @param buckets [2^bits]
 * @param bits    1..8
 * @param sums    receives for each bit the sum of the buckets whose number has it; [bits]
 * @return        the sum of all buckets
 */
uint32_t bc_fold_buckets(uint32_t *buckets, uint32_t bits, uint32_t *sums);

#ifdef __cplusplus
}
#endif

#endif
