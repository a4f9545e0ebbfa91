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
 * This file contains no multiplication.
 */
#include "bc_dense.h"

#include "bc_rom.h"

#if defined(__GNUC__) && defined(__ARM_FEATURE_MVE) && defined(__ARM_FEATURE_UNALIGNED) && defined(__OPTIMIZE__)
#define BC_MVE 1 /* without optimization there are not enough registers */
#else
#define BC_MVE 0
#endif

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

#if BC_MVE
#include <arm_mve.h>
#endif

/** Outputs that are requantized in one call: 64 bytes of stack. */
#define BC_BATCH_OUTPUTS 16U

/** Rows that share the loads of the inputs. */
#define BC_BLOCK_ROWS 4U

/** The last inputs of a layer, up to 15; zeros stand for those that do not exist. */
typedef struct {
    uint8_t bytes[16];
    uint32_t weight_bytes; /**< 0 to 2 bytes of each row belong to them */
} bc_rest;

/** Up to 16 weights of one row, of which unused bits may be anything. */
static inline uint32_t bc_weight_bits(const uint8_t *weights, uint32_t weight_bytes)
{
    uint32_t bits = BC_ROM_U8(weights);

    if (weight_bytes > 1U) {
        bits |= (uint32_t)BC_ROM_U8(weights + 1) << 8;
    }
    return bits;
}

/** Adds those of 16 inputs whose bit is 1 to a sum. */
static inline uint32_t bc_add_16(uint32_t sum, const uint8_t *input, uint32_t bits)
{
#if BC_MVE
    return vaddvaq_p_u8(sum, vld1q_u8(input), (mve_pred16_t)bits);
#else
    uint32_t i;

    for (i = 0U; i < 16U; i++) {
        sum += input[i] & (0U - ((bits >> i) & 1U));
    }
    return sum;
#endif
}

/** The sum of one row. */
static uint32_t bc_sum_row(const uint8_t *weights, const uint8_t *input, uint32_t groups, const bc_rest *rest)
{
    const uint8_t *const end = input + (groups << 4);
    uint32_t sum = 0U;

    while (input != end) {
        sum = bc_add_16(sum, input, bc_weight_bits(weights, 2U));
        input += 16;
        weights += 2;
    }
    if (rest->weight_bytes != 0U) {
        sum = bc_add_16(sum, rest->bytes, bc_weight_bits(weights, rest->weight_bytes));
    }
    return sum;
}

#if BC_MVE
/* 16 weights of one row; the load may be unaligned. */
#define BC_ASM_ROW(row, sum)            \
    "ldrh     %[bits], [" row "], #2\n\t" \
    "vmsr     p0, %[bits]\n\t"          \
    "vpst\n\t"                          \
    "vaddvat.u8 " sum ", q0\n\t"

#define BC_ASM_GROUP                     \
    "vldrb.8  q0, [%[input]], #16\n\t"   \
    BC_ASM_ROW("%[row0]", "%[sum0]") BC_ASM_ROW("%[row1]", "%[sum1]") \
    BC_ASM_ROW("%[row2]", "%[sum2]") BC_ASM_ROW("%[row3]", "%[sum3]")

/** The sums of 4 rows. The instruction adds to registers with even numbers only: constraint Te. */
BC_NOT_INLINED
static void bc_sum_4_rows(uint32_t *sums, const uint8_t *weights, uint32_t row_bytes, const uint8_t *input,
                          uint32_t groups, const bc_rest *rest)
{
    const uint8_t *row0 = weights;
    const uint8_t *row1 = row0 + row_bytes;
    const uint8_t *row2 = row1 + row_bytes;
    const uint8_t *row3 = row2 + row_bytes;
    uint32_t sum0 = 0U;
    uint32_t sum1 = 0U;
    uint32_t sum2 = 0U;
    uint32_t sum3 = 0U;
    uint32_t bits;

    /* Two groups in each turn, then the odd one. */
    __asm__ volatile("lsr      %[bits], %[groups], #1\n\t"
                     "wls      lr, %[bits], 2f\n"
                     "1:\n\t"
                     BC_ASM_GROUP
                     BC_ASM_GROUP
                     "le       lr, 1b\n"
                     "2:\n\t"
                     "tst      %[groups], #1\n\t"
                     "beq      3f\n\t"
                     BC_ASM_GROUP
                     "3:"
                     : [sum0] "+Te"(sum0), [sum1] "+Te"(sum1), [sum2] "+Te"(sum2), [sum3] "+Te"(sum3),
                       [row0] "+r"(row0), [row1] "+r"(row1), [row2] "+r"(row2), [row3] "+r"(row3), [input] "+r"(input),
                       [bits] "=&r"(bits)
                     : [groups] "r"(groups)
                     : "q0", "lr", "cc", "memory");
    if (rest->weight_bytes != 0U) {
        sum0 = bc_add_16(sum0, rest->bytes, bc_weight_bits(row0, rest->weight_bytes));
        sum1 = bc_add_16(sum1, rest->bytes, bc_weight_bits(row1, rest->weight_bytes));
        sum2 = bc_add_16(sum2, rest->bytes, bc_weight_bits(row2, rest->weight_bytes));
        sum3 = bc_add_16(sum3, rest->bytes, bc_weight_bits(row3, rest->weight_bytes));
    }
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}
#else
static void bc_sum_4_rows(uint32_t *sums, const uint8_t *weights, uint32_t row_bytes, const uint8_t *input,
                          uint32_t groups, const bc_rest *rest)
{
    uint32_t r;

    for (r = 0U; r < BC_BLOCK_ROWS; r++) {
        sums[r] = bc_sum_row(weights, input, groups, rest);
        weights += row_bytes;
    }
}
#endif

void bc_dense_mve(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t outputs = layer->outputs;
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    const uint32_t groups = (uint32_t)layer->fan_in >> 4;
    const uint32_t rest_inputs = (uint32_t)layer->fan_in & 15U;
    const uint8_t *const rest_input = input + (groups << 4);
    const uint8_t *weights = layer->weights;
    uint32_t total = 0U;
    uint32_t first = 0U;
    bc_rest rest;
    uint32_t i;

    (void)scratch; /* none needed */
    for (i = 0U; i < 16U; i++) {
        rest.bytes[i] = (i < rest_inputs) ? rest_input[i] : 0U;
    }
    rest.weight_bytes = (rest_inputs + 7U) >> 3;
    for (i = 0U; i < groups; i++) {
        total = bc_add_16(total, input + (i << 4), 0xFFFFU);
    }
    total = bc_add_16(total, rest.bytes, 0xFFFFU);
    while (first < outputs) {
        uint32_t sums[BC_BATCH_OUTPUTS];
        uint32_t count = 0U;

        while ((count < BC_BATCH_OUTPUTS) && ((first + count) < outputs)) {
            if ((outputs - first - count) >= BC_BLOCK_ROWS) {
                bc_sum_4_rows(&sums[count], weights, row_bytes, input, groups, &rest);
                weights += row_bytes << 2;
                count += BC_BLOCK_ROWS;
            } else {
                sums[count] = bc_sum_row(weights, input, groups, &rest);
                weights += row_bytes;
                count++;
            }
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total, output);
        first += count;
        output = (layer->requantization.type == BC_OUTPUT_U8) ? (void *)((uint8_t *)output + count)
                                                             : (void *)((int32_t *)output + count);
    }
}
