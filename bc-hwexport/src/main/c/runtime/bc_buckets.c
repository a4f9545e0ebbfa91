/*
 * Buckets; see bc_buckets.h.
 */
#include "bc_buckets.h"

#include "bc_rom.h"

#if defined(__GNUC__) && defined(__thumb__)

/* In assembly because of the store of 4 registers at once. */
__attribute__((naked, used)) void bc_clear_buckets(uint32_t *buckets __attribute__((unused)),
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

#if defined(__GNUC__) && defined(__thumb__)

/* r4 bucket1, r5 bucket3, r6 high, r7 bucket0 */
#define BC_FOLD_4                                                                                                      \
    "ldmia r1!, {r4}\n\t"                                                                                              \
    "ldmia r2!, {r6}\n\t"                                                                                              \
    "ldmia r3!, {r5}\n\t"                                                                                              \
    "ldr r7, [r0]\n\t"                                                                                                 \
    "adds r6, r6, r5\n\t"                                                                                              \
    "adds r5, r5, r4\n\t"                                                                                              \
    "add r8, r5\n\t"                                                                                                   \
    "add r9, r6\n\t"                                                                                                   \
    "adds r4, r4, r6\n\t"                                                                                              \
    "adds r7, r7, r4\n\t"                                                                                              \
    "stmia r0!, {r7}\n\t"

/**
 * Adds the four quarters of the buckets together in the first one. sums[0] receives the sum of quarters 1 and 3, and
 * sums[1] that of quarters 2 and 3. r0-r3 quarters, r8, r9 sums, r10 end of quarter 0.
 */
__attribute__((naked, used)) static void bc_fold_quarters(uint32_t *buckets __attribute__((unused)),
                                                    uint32_t quarter __attribute__((unused)),
                                                    uint32_t *sums __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r2, r4-r7, lr}\n\t"
                     "mov r4, r8\n\t"
                     "mov r5, r9\n\t"
                     "mov r6, r10\n\t"
                     "push {r4-r6}\n\t"
                     "lsls r4, r1, #2\n\t"
                     "adds r1, r0, r4\n\t"
                     "adds r2, r1, r4\n\t"
                     "adds r3, r2, r4\n\t"
                     "mov r10, r1\n\t"
                     "movs r5, #0\n\t"
                     "mov r8, r5\n\t"
                     "mov r9, r5\n\t"
                     "cmp r4, #4\n\t"
                     "beq 2f\n" /* a quarter of one bucket; the others are even */
                     "1:\n\t"
                     BC_FOLD_4
                     "\n2:\n\t"
                     BC_FOLD_4
                     "cmp r0, r10\n\t"
                     "bne 1b\n\t"
                     "ldr r0, [sp, #12]\n\t"
                     "mov r4, r8\n\t"
                     "mov r5, r9\n\t"
                     "stmia r0!, {r4, r5}\n\t"
                     "pop {r4-r6}\n\t"
                     "mov r8, r4\n\t"
                     "mov r9, r5\n\t"
                     "mov r10, r6\n\t"
                     "pop {r2, r4-r7, pc}");
}

#else

/* One bucket of each quarter. */
#define BC_FOLD_4(index)                                                                                               \
    do {                                                                                                               \
        const uint32_t bucket1 = quarter1[index];                                                                      \
        const uint32_t bucket3 = quarter3[index];                                                                      \
        const uint32_t high = quarter2[index] + bucket3;                                                               \
                                                                                                                       \
        low_sum += bucket1 + bucket3;                                                                                  \
        high_sum += high;                                                                                              \
        quarter0[index] += bucket1 + high;                                                                             \
    } while (0)

/**
 * Adds the four quarters of the buckets together in the first one. sums[0] receives the sum of quarters 1 and 3, and
 * sums[1] that of quarters 2 and 3.
 */
static void bc_fold_quarters(uint32_t *buckets, uint32_t quarter, uint32_t *sums)
{
    const uint32_t *const end = buckets + quarter;
    uint32_t *quarter0 = buckets;
    const uint32_t *quarter1 = end;
    const uint32_t *quarter2 = quarter1 + quarter;
    const uint32_t *quarter3 = quarter2 + quarter;
    uint32_t low_sum = 0U;
    uint32_t high_sum = 0U;

    if (quarter >= 4U) {
        do {
            BC_FOLD_4(0);
            BC_FOLD_4(1);
            BC_FOLD_4(2);
            BC_FOLD_4(3);
            quarter0 += 4;
            quarter1 += 4;
            quarter2 += 4;
            quarter3 += 4;
        } while (quarter0 != end);
    } else {
        do {
            BC_FOLD_4(0);
            quarter0++;
            quarter1++;
            quarter2++;
            quarter3++;
        } while (quarter0 != end);
    }
    sums[0] = low_sum;
    sums[1] = high_sum;
}

#endif

uint32_t bc_fold_buckets(uint32_t *buckets, uint32_t bits, uint32_t *sums)
{
    while (bits >= 2U) {
        bits -= 2U;
        bc_fold_quarters(buckets, (uint32_t)1U << bits, sums + bits);
    }
    if (bits > 0U) {
        sums[0] = buckets[1];
        buckets[0] += buckets[1];
    }
    return buckets[0];
}

uint32_t bc_fold_pairs(uint32_t *buckets, uint32_t *sums)
{
    uint32_t pair_sums[4]; /* of the bits 0 and 1, which belong to the lower halves, and 2 and 3, to the upper ones */
    const uint32_t total = bc_fold_buckets(buckets, 4U, pair_sums);

    sums[0] += (pair_sums[0] & 0xFFFFU) + (pair_sums[2] >> 16);
    sums[1] += (pair_sums[1] & 0xFFFFU) + (pair_sums[3] >> 16);
    return (total & 0xFFFFU) + (total >> 16);
}

/** Adds the positive sums of 2 outputs to sums, for a multiple of 4 inputs; returns the sum of all inputs. */
static uint32_t bc_add_2_outputs(uint32_t *buckets, const uint8_t *weights, const uint8_t *input, uint32_t count,
                                 uint32_t *sums)
{
    uint32_t total = 0U;

    while (count > 0U) {
        const uint32_t inputs = (count < BC_PAIRED_INPUTS) ? count : BC_PAIRED_INPUTS;
        const uint8_t *const end = input + inputs;

        bc_clear_buckets(buckets, 4U);
        do {
            const uint8_t byte = BC_ROM_U8(weights);

            buckets[byte & 15U] += input[0] | ((uint32_t)input[1] << 16);
            buckets[byte >> 4] += input[2] | ((uint32_t)input[3] << 16);
            weights++;
            input += 4;
        } while (input != end);
        total += bc_fold_pairs(buckets, sums);
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
