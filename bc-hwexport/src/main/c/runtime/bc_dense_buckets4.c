/*
 * Dense layer with binary weights, buckets for 4 outputs (bc_buckets.h).
 *
 * Method: 8 outputs are computed together, with 16 buckets for each half of them: each input costs two additions for
 * 8 weights.
 * Weights: COLUMNS (bc_dense.h).
 * Ranges: fan_in and outputs 1..65535.
 * Memory: no scratch; the buckets and sums are 160 bytes of local memory.
 */
#include "bc_dense.h"

#include "bc_buckets.h"
#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

#if defined(__GNUC__) && defined(__thumb__)

/* Written in assembly because compilers execute up to half more instructions. */

#if defined(__thumb2__)
#define BC_ADD_INPUT(index)                                                                                            \
    "ldrb r4, [r2], #1\n\t"                                                                                            \
    "ldrb r5, [r3], #1\n\t"                                                                                            \
    "and r6, r4, #15\n\t"                                                                                              \
    "lsrs r4, r4, #4\n\t"                                                                                              \
    "ldr r7, [r0, r6, lsl #2]\n\t"                                                                                     \
    "add r7, r5\n\t"                                                                                                   \
    "str r7, [r0, r6, lsl #2]\n\t"                                                                                     \
    "ldr r7, [r1, r4, lsl #2]\n\t"                                                                                     \
    "add r7, r5\n\t"                                                                                                   \
    "str r7, [r1, r4, lsl #2]\n\t"
#define BC_BACK(pointer) ""
#define BC_NEXT(pointer) ""
#else
#define BC_ADD_INPUT(index)                                                                                            \
    "ldrb r4, [r2, #" index "]\n\t"                                                                                    \
    "ldrb r5, [r3, #" index "]\n\t"                                                                                    \
    "lsls r6, r4, #28\n\t"                                                                                             \
    "lsrs r6, r6, #26\n\t"                                                                                             \
    "lsrs r4, r4, #4\n\t"                                                                                              \
    "lsls r4, r4, #2\n\t"                                                                                              \
    "ldr r7, [r0, r6]\n\t"                                                                                             \
    "adds r7, r7, r5\n\t"                                                                                              \
    "str r7, [r0, r6]\n\t"                                                                                             \
    "ldr r7, [r1, r4]\n\t"                                                                                             \
    "adds r7, r7, r5\n\t"                                                                                              \
    "str r7, [r1, r4]\n\t"
#define BC_BACK(pointer)                                                                                               \
    "adds " pointer ", " pointer ", r4\n\t"                                                                            \
    "subs " pointer ", #4\n\t"
#define BC_NEXT(pointer) "adds " pointer ", #4\n\t"
#endif

/**
 * Adds the inputs to the buckets of outputs 0 to 3 and of outputs 4 to 7. The loop takes 4 inputs, and is entered at
 * input 4 - count % 4. r0, r1 buckets, r2 weights, r3 input, r4, r6 bucket numbers, r5 input, r7 bucket, r12 end of
 * the input.
 */
__attribute__((naked, used)) static void
bc_fill_buckets(uint32_t *low __attribute__((unused)), uint32_t *high __attribute__((unused)),
                const uint8_t *weights __attribute__((unused)), const uint8_t *input __attribute__((unused)),
                uint32_t count __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t"
                     "ldr r5, [sp, #20]\n\t"
                     "adds r4, r3, r5\n\t"
                     "mov r12, r4\n\t"
                     "lsls r4, r5, #30\n\t"
                     "beq 1f\n\t"
                     "lsrs r4, r4, #30\n\t"
                     BC_BACK("r2")
                     BC_BACK("r3")
                     "cmp r4, #2\n\t"
                     "bhi 2f\n\t"
                     "beq 3f\n\t"
                     "b 4f\n"
                     "1:\n\t"
                     BC_ADD_INPUT("0")
                     "2:\n\t"
                     BC_ADD_INPUT("1")
                     "3:\n\t"
                     BC_ADD_INPUT("2")
                     "4:\n\t"
                     BC_ADD_INPUT("3")
                     BC_NEXT("r2")
                     BC_NEXT("r3")
                     "cmp r3, r12\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r7, pc}");
}

#else

/** One input of 8 outputs. */
#define BC_ADD_INPUT(index)                                                                                            \
    do {                                                                                                               \
        const uint8_t byte = BC_ROM_U8(weights + (index));                                                             \
        const uint32_t value = input[index];                                                                           \
                                                                                                                       \
        low[byte & 15U] += value;                                                                                       \
        high[byte >> 4] += value;                                                                                      \
    } while (0)

/**
 * Adds the inputs to the buckets of outputs 0 to 3 and of outputs 4 to 7. Not inlined, so that both addresses stay in
 * registers.
 */
BC_NOT_INLINED static void bc_fill_buckets(uint32_t *low, uint32_t *high, const uint8_t *weights, const uint8_t *input,
                                           uint32_t count)
{
    while (count >= 4U) {
        BC_ADD_INPUT(0);
        BC_ADD_INPUT(1);
        BC_ADD_INPUT(2);
        BC_ADD_INPUT(3);
        weights += 4;
        input += 4;
        count -= 4U;
    }
    while (count > 0U) {
        BC_ADD_INPUT(0);
        weights++;
        input++;
        count--;
    }
}

#endif

void bc_dense_buckets4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes_log2 = (layer->requantization.type == BC_OUTPUT_U8) ? 0U : 2U;
    const uint8_t *weights = layer->weights;
    uint8_t *const values = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t buckets[32];
    uint32_t sums[8];

    (void)scratch;
    while (left > 0U) {
        const uint32_t count = (left < 8U) ? left : 8U;
        uint32_t total;

        if (count > 4U) {
            bc_clear_buckets(buckets, 5U);
            bc_fill_buckets(buckets, buckets + 16, weights, input, layer->fan_in);
            total = bc_fold_buckets(buckets, 4U, sums);
            (void)bc_fold_buckets(buckets + 16, 4U, sums + 4);
        } else {
            total = bc_sum_narrow_group(buckets, count, weights, input, layer->fan_in, sums);
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total, values + (first << value_bytes_log2));
        first += count;
        left -= count;
        if (left > 0U) { /* then this was a full group */
            weights += layer->fan_in;
        }
    }
}
