/*
 * Fully connected layer with binary weights; see bc_dense.h for the method and the layout.
 * This file contains no multiplication: rows are reached by adding the row length to an offset.
 */
#include "bc_dense.h"

#include "bc_requantize.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/* GCC unrolls loops only on request at -O2; without it the layer executes about 5 % more instructions. */
#if defined(__GNUC__) && (__GNUC__ >= 8) && !defined(__clang__)
#define BC_UNROLL_4 _Pragma("GCC unroll 4")
#else
#define BC_UNROLL_4
#endif

/** The same number in both halves of a word, so that one addition updates two neighbouring sums of a table. */
static inline uint32_t bc_in_both_halves(uint32_t value)
{
    return value | (value << 16);
}

/** A number in the half of a word that holds the sum with the odd index. */
static inline uint32_t bc_in_odd_half(uint32_t value)
{
#if defined(__BYTE_ORDER__) && defined(__ORDER_BIG_ENDIAN__)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return value;
#else
    return value << 16;
#endif
#else
    return value << 16; /* little-endian */
#endif
}

/** Stores the 8 sums of a first value and any of three further ones, in the order of a table. */
static inline void bc_store_sums(uint32_t *sums, uint32_t first, uint32_t value0, uint32_t value1, uint32_t value2)
{
    const uint32_t sum1 = first + value0;
    const uint32_t sum2 = first + value1;
    const uint32_t sum3 = sum1 + value1;
    const uint32_t sum4 = first + value2;
    const uint32_t sum5 = sum4 + value0;
    const uint32_t sum6 = sum4 + value1;
    const uint32_t sum7 = sum5 + value1;

    sums[0] = first;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
    sums[4] = sum4;
    sums[5] = sum5;
    sums[6] = sum6;
    sums[7] = sum7;
}

/** Fills a table with the subset sums of 8 inputs. No sum exceeds 8 * 255, so the halves of a word never mix. */
static void bc_build_table(bc_dense_table *table, const uint8_t *input)
{
    const uint32_t input1 = bc_in_both_halves(input[1]);
    const uint32_t input2 = bc_in_both_halves(input[2]);
    const uint32_t input3 = bc_in_both_halves(input[3]);
    const uint32_t input4 = bc_in_both_halves(input[4]);
    const uint32_t input5 = bc_in_both_halves(input[5]);
    const uint32_t input6 = bc_in_both_halves(input[6]);
    const uint32_t input7 = bc_in_both_halves(input[7]);
    const uint32_t pair0 = bc_in_odd_half(input[0]);
    uint32_t firsts[16]; /* the sums of inputs 4 to 7, without and with input 0 */
    uint32_t *pairs = table->pairs;
    uint32_t i;

    bc_store_sums(&firsts[0], pair0, input4, input5, input6);
    bc_store_sums(&firsts[8], pair0 + input7, input4, input5, input6);
    for (i = 0U; i < 16U; i++) {
        bc_store_sums(pairs, firsts[i], input1, input2, input3);
        pairs += 8;
    }
}

/** Adds 8 weights of each output: one weight byte of each row selects the sum to add. */
static void bc_add_group(uint32_t *accumulators, uint32_t outputs, const uint8_t *weights, uint32_t row_bytes,
                         const bc_dense_table *table)
{
    uint32_t row_start = 0U;
    uint32_t i;

    for (i = 0U; i < outputs; i++) {
        accumulators[i] += table->sums[weights[row_start]];
        row_start += row_bytes;
    }
}

/** Adds 32 weights of each output. Not inlined: compilers then keep all four table addresses in registers. */
BC_NOT_INLINED
static void bc_add_tile(uint32_t *accumulators, uint32_t outputs, const uint8_t *weights, uint32_t row_bytes,
                        const bc_dense_table *table0, const bc_dense_table *table1, const bc_dense_table *table2,
                        const bc_dense_table *table3)
{
    uint32_t row_start = 0U;
    uint32_t i;

    BC_UNROLL_4
    for (i = 0U; i < outputs; i++) {
        const uint8_t *const row = weights + row_start;

        accumulators[i] += (uint32_t)table0->sums[row[0]] + table1->sums[row[1]] + table2->sums[row[2]] +
                           table3->sums[row[3]];
        row_start += row_bytes;
    }
}

/**
 * Sums up to BC_DENSE_BLOCK_OUTPUTS outputs into scratch->accumulators.
 *
 * @return the sum of all inputs
 */
static uint32_t bc_sum_block(const uint8_t *weights, uint32_t outputs, const uint8_t *input, uint32_t fan_in,
                             bc_dense_scratch *scratch)
{
    const uint32_t row_bytes = (fan_in + 7U) >> 3;
    uint32_t *const accumulators = scratch->accumulators;
    const uint32_t *const accumulators_end = accumulators + outputs;
    bc_dense_table *const tables = scratch->tables;
    uint32_t total = 0U;
    /* volatile: compilers otherwise turn the loop into a call of memset, which not every firmware links */
    volatile uint32_t *clear = accumulators;

    while (clear != accumulators_end) {
        *clear++ = 0U;
    }
    while (fan_in >= BC_DENSE_TILE_INPUTS) {
        bc_build_table(&tables[0], &input[0]);
        bc_build_table(&tables[1], &input[8]);
        bc_build_table(&tables[2], &input[16]);
        bc_build_table(&tables[3], &input[24]);
        bc_add_tile(accumulators, outputs, weights, row_bytes, &tables[0], &tables[1], &tables[2], &tables[3]);
        total += (uint32_t)tables[0].sums[255] + tables[1].sums[255] + tables[2].sums[255] + tables[3].sums[255];
        input += BC_DENSE_TILE_INPUTS;
        weights += BC_DENSE_TILE_INPUTS / 8;
        fan_in -= BC_DENSE_TILE_INPUTS;
    }
    while (fan_in > 0U) {
        const uint32_t present = (fan_in < 8U) ? fan_in : 8U;
        uint8_t padded[8]; /* zeros stand for inputs that do not exist: their weights have no effect */
        uint32_t i;

        for (i = 0U; i < 8U; i++) {
            padded[i] = (i < present) ? input[i] : 0U;
        }
        bc_build_table(&tables[0], padded);
        bc_add_group(accumulators, outputs, weights, row_bytes, &tables[0]);
        total += tables[0].sums[255];
        input += present;
        weights++;
        fan_in -= present;
    }
    return total;
}

void bc_dense_u8_u8(const bc_dense_layer *layer, const uint8_t *input, uint8_t *output, bc_dense_scratch *scratch)
{
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    const uint8_t *weights = layer->weights;
    uint32_t first = 0U;

    while (first < layer->outputs) {
        const uint32_t left = layer->outputs - first;
        const uint32_t count = (left < BC_DENSE_BLOCK_OUTPUTS) ? left : BC_DENSE_BLOCK_OUTPUTS;
        const uint32_t total = bc_sum_block(weights, count, input, layer->fan_in, scratch);

        bc_requantize_u8(scratch->accumulators, total, count, layer->multiplier + first, layer->shift + first,
                         layer->offset + first, output + first);
        if (left > count) {
            weights += row_bytes << BC_DENSE_BLOCK_OUTPUTS_LOG2;
        }
        first += count;
    }
}

void bc_dense_u8_s32(const bc_dense_layer *layer, const uint8_t *input, int32_t *output, bc_dense_scratch *scratch)
{
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    const uint8_t *weights = layer->weights;
    uint32_t first = 0U;

    while (first < layer->outputs) {
        const uint32_t left = layer->outputs - first;
        const uint32_t count = (left < BC_DENSE_BLOCK_OUTPUTS) ? left : BC_DENSE_BLOCK_OUTPUTS;
        const uint32_t total = bc_sum_block(weights, count, input, layer->fan_in, scratch);

        bc_requantize_s32(scratch->accumulators, total, count, layer->multiplier + first, layer->shift + first,
                          layer->offset + first, output + first);
        if (left > count) {
            weights += row_bytes << BC_DENSE_BLOCK_OUTPUTS_LOG2;
        }
        first += count;
    }
}
