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

/** One input. */
#define BC_ADD_INPUT(index, field) (buckets[(byte >> (field)) & mask] += input[index])

void bc_fill_narrow_buckets(uint32_t *buckets, uint32_t field_bits, const uint8_t *weights, const uint8_t *input,
                            uint32_t count)
{
    uint32_t byte;
    uint32_t mask;

    /* all inputs of a byte at a time */
    if (field_bits == 4U) {
        mask = 15U;
        while (count >= 2U) {
            byte = BC_ROM_U8(weights);
            BC_ADD_INPUT(0, 0);
            BC_ADD_INPUT(1, 4);
            weights++;
            input += 2;
            count -= 2U;
        }
    } else if (field_bits == 2U) {
        mask = 3U;
        while (count >= 4U) {
            byte = BC_ROM_U8(weights);
            BC_ADD_INPUT(0, 0);
            BC_ADD_INPUT(1, 2);
            BC_ADD_INPUT(2, 4);
            BC_ADD_INPUT(3, 6);
            weights++;
            input += 4;
            count -= 4U;
        }
    } else {
        mask = 1U;
        while (count >= 8U) {
            byte = BC_ROM_U8(weights);
            BC_ADD_INPUT(0, 0);
            BC_ADD_INPUT(1, 1);
            BC_ADD_INPUT(2, 2);
            BC_ADD_INPUT(3, 3);
            BC_ADD_INPUT(4, 4);
            BC_ADD_INPUT(5, 5);
            BC_ADD_INPUT(6, 6);
            BC_ADD_INPUT(7, 7);
            weights++;
            input += 8;
            count -= 8U;
        }
    }
    if (count > 0U) {
        byte = BC_ROM_U8(weights);
        do {
            BC_ADD_INPUT(0, 0);
            byte >>= field_bits;
            input++;
            count--;
        } while (count > 0U);
    }
}

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
