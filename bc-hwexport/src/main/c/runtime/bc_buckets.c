/*
 * Buckets; see bc_buckets.h.
 */
#include "bc_buckets.h"

#include "bc_rom.h"

#if defined(__GNUC__) && defined(__thumb__)

/* In assembly because of the store of 4 registers at once. */
__attribute__((naked)) void bc_clear_buckets(uint32_t *buckets __attribute__((unused)),
                                             uint32_t bits __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4, r5, lr}\n\t"
                     "movs r2, #1\n\t"
                     "lsls r2, r1\n\t" /* buckets that are left */
                     "movs r1, #0\n\t"
                     "movs r3, #0\n\t"
                     "movs r4, #0\n\t"
                     "movs r5, #0\n"
                     "1:\n\t"
                     "stmia r0!, {r1, r3-r5}\n\t"
                     "stmia r0!, {r1, r3-r5}\n\t"
                     "subs r2, #8\n\t"
                     "bgt 1b\n\t"
                     "pop {r4, r5, pc}");
}

#else

void bc_clear_buckets(uint32_t *buckets, uint32_t bits)
{
    const uint32_t *const end = buckets + ((bits > 3U) ? (1U << bits) : 8U);
    /* volatile: compilers otherwise turn the loop into a call of memset, which not every firmware links */
    volatile uint32_t *bucket = buckets;

    do {
        bucket[0] = 0U;
        bucket[1] = 0U;
        bucket[2] = 0U;
        bucket[3] = 0U;
        bucket[4] = 0U;
        bucket[5] = 0U;
        bucket[6] = 0U;
        bucket[7] = 0U;
        bucket += 8;
    } while (bucket != end);
}

#endif

uint32_t bc_fold_buckets(uint32_t *buckets, uint32_t bits, uint32_t *sums)
{
    /* the upper two bits at a time: their four quarters are added together */
    while (bits >= 2U) {
        const uint32_t quarter = 1U << (bits - 2U);
        const uint32_t *const end = buckets + quarter;
        uint32_t *bucket = buckets;
        uint32_t low_sum = 0U;
        uint32_t high_sum = 0U;

        do {
            const uint32_t bucket1 = bucket[quarter];
            const uint32_t bucket3 = bucket[quarter + quarter + quarter];
            const uint32_t high = bucket[quarter + quarter] + bucket3;

            low_sum += bucket1 + bucket3;
            high_sum += high;
            *bucket += bucket1 + high;
            bucket++;
        } while (bucket != end);
        bits -= 2U;
        sums[bits] = low_sum;
        sums[bits + 1U] = high_sum;
    }
    if (bits > 0U) {
        sums[0] = buckets[1];
        buckets[0] += buckets[1];
    }
    return buckets[0];
}

/* Inputs whose sum fits in 16 bits, twice. */
#define BC_PAIRED_INPUTS 512U

/** Adds the positive sums of 2 outputs to sums, for a multiple of 4 inputs; returns the sum of all inputs. */
static uint32_t bc_add_2_outputs(uint32_t *buckets, const uint8_t *weights, const uint8_t *input, uint32_t count,
                                 uint32_t *sums)
{
    uint32_t total = 0U;

    /* 4 bits are the weights of a pair of inputs, which shares a bucket: one input in each half of the word */
    while (count > 0U) {
        const uint32_t inputs = (count < BC_PAIRED_INPUTS) ? count : BC_PAIRED_INPUTS;
        const uint8_t *const end = input + inputs;
        uint32_t pair_sums[4];
        uint32_t pair_total;

        bc_clear_buckets(buckets, 4U);
        do {
            const uint32_t byte = BC_ROM_U8(weights);

            buckets[byte & 15U] += input[0] | ((uint32_t)input[1] << 16);
            buckets[byte >> 4] += input[2] | ((uint32_t)input[3] << 16);
            weights++;
            input += 4;
        } while (input != end);
        pair_total = bc_fold_buckets(buckets, 4U, pair_sums);
        sums[0] += (pair_sums[0] & 0xFFFFU) + (pair_sums[2] >> 16);
        sums[1] += (pair_sums[1] & 0xFFFFU) + (pair_sums[3] >> 16);
        total += (pair_total & 0xFFFFU) + (pair_total >> 16);
        count -= inputs;
    }
    return total;
}

uint32_t bc_sum_narrow_group(uint32_t *buckets, uint32_t outputs, const uint8_t *weights, const uint8_t *input,
                             uint32_t count, uint32_t *sums)
{
    const uint32_t field_bits = (outputs > 2U) ? 4U : outputs;
    uint32_t total = 0U;
    uint32_t byte = 0U;
    uint32_t bits = 0U;

    if (outputs > 2U) {
        bc_clear_buckets(buckets, 4U);
        while (count >= 2U) {
            byte = BC_ROM_U8(weights);
            buckets[byte & 15U] += input[0];
            buckets[byte >> 4] += input[1];
            weights++;
            input += 2;
            count -= 2U;
        }
        total = bc_fold_buckets(buckets, 4U, sums);
    } else {
        sums[0] = 0U;
        sums[1] = 0U;
        if ((outputs == 2U) && (count >= 4U)) {
            const uint32_t fours = count & ~3U;

            total = bc_add_2_outputs(buckets, weights, input, fours, sums);
            weights += fours >> 2;
            input += fours;
            count -= fours;
        }
    }
    /* the inputs that are left: less than a byte of fields, or all of a single output */
    while (count > 0U) {
        const uint32_t value = *input++;
        uint32_t j;

        if (bits == 0U) {
            byte = BC_ROM_U8(weights);
            weights++;
            bits = 8U;
        }
        for (j = 0U; j < outputs; j++) {
            if (((byte >> j) & 1U) != 0U) {
                sums[j] += value;
            }
        }
        total += value;
        byte >>= field_bits;
        bits -= field_bits;
        count--;
    }
    return total;
}
