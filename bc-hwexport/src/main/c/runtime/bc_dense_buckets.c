/*
 * Dense layer with binary weights, buckets for 8 outputs (bc_buckets.h).
 *
 * Method: one addition to one of 256 buckets serves the 8 weights of an input. Where 16 outputs or more are left, two
 * groups of 8 are computed together and share the reading of the inputs; so are the last two groups of 10 outputs.
 * Weights: COLUMNS (bc_dense.h).
 * Ranges: fan_in and outputs 1..65535.
 * Memory: 1024 bytes of scratch for the buckets of 8 outputs; 2048 for 16 outputs or more, less for fewer than 8.
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

/*
 * Written in assembly because compilers execute a third more instructions.
 * A loop takes 4 inputs; where count % 4 inputs are left over, it is first entered that far from its end.
 * r4 number of a bucket, r5 input, r6 bucket, r12 end of the input.
 */

#if defined(__thumb2__)
#define BC_LOAD(number, pointer, index) "ldrb " number ", [" pointer "], #1\n\t"
#define BC_ADD_TO(buckets)                                                                                             \
    "ldr r6, [" buckets ", r4, lsl #2]\n\t"                                                                            \
    "add r6, r5\n\t"                                                                                                   \
    "str r6, [" buckets ", r4, lsl #2]\n\t"
#define BC_BACK(pointer) ""
#define BC_NEXT(pointer) ""
#else
#define BC_LOAD(number, pointer, index) "ldrb " number ", [" pointer ", #" index "]\n\t"
#define BC_ADD_TO(buckets)                                                                                             \
    "lsls r4, r4, #2\n\t"                                                                                              \
    "ldr r6, [" buckets ", r4]\n\t"                                                                                    \
    "adds r6, r6, r5\n\t"                                                                                              \
    "str r6, [" buckets ", r4]\n\t"
#define BC_BACK(pointer)                                                                                               \
    "adds " pointer ", " pointer ", r4\n\t"                                                                            \
    "subs " pointer ", #4\n\t"
#define BC_NEXT(pointer) "adds " pointer ", #4\n\t"
#endif

/* To label 1 if count % 4 is 0, else to label 2 (3 inputs), 3 (2 inputs) or 4 (1 input). */
#define BC_ENTER_LOOP(count, back)                                                                                     \
    "adds r4, r2, " count "\n\t"                                                                                       \
    "mov r12, r4\n\t"                                                                                                  \
    "lsls r4, " count ", #30\n\t"                                                                                      \
    "beq 1f\n\t"                                                                                                       \
    "lsrs r4, r4, #30\n\t"                                                                                             \
    back                                                                                                               \
    "cmp r4, #2\n\t"                                                                                                   \
    "bhi 2f\n\t"                                                                                                       \
    "beq 3f\n\t"                                                                                                       \
    "b 4f\n"

#define BC_ADD_INPUT(index)                                                                                            \
    BC_LOAD("r4", "r1", index)                                                                                         \
    BC_LOAD("r5", "r2", index)                                                                                         \
    BC_ADD_TO("r0")

/** Adds the inputs to the buckets of one group of outputs. r0 buckets, r1 weights, r2 input. */
__attribute__((naked, used)) static void bc_fill_buckets(uint32_t *buckets __attribute__((unused)),
                                                   const uint8_t *weights __attribute__((unused)),
                                                   const uint8_t *input __attribute__((unused)),
                                                   uint32_t count __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t"
                     BC_ENTER_LOOP("r3", BC_BACK("r1") BC_BACK("r2"))
                     "1:\n\t"
                     BC_ADD_INPUT("0")
                     "2:\n\t"
                     BC_ADD_INPUT("1")
                     "3:\n\t"
                     BC_ADD_INPUT("2")
                     "4:\n\t"
                     BC_ADD_INPUT("3")
                     BC_NEXT("r1")
                     BC_NEXT("r2")
                     "cmp r2, r12\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r7, pc}");
}

#define BC_ADD_INPUT_TO_2(index)                                                                                       \
    BC_LOAD("r5", "r2", index)                                                                                         \
    BC_LOAD("r4", "r1", index)                                                                                         \
    BC_ADD_TO("r0")                                                                                                    \
    BC_LOAD("r4", "r7", index)                                                                                         \
    BC_ADD_TO("r3")

/**
 * Adds the inputs to the buckets of two groups of outputs, and returns the end of their weights.
 * r0, r3 buckets, r1, r7 weights, r2 input.
 */
__attribute__((naked, used)) static const uint8_t *
bc_fill_2_buckets(uint32_t *buckets0 __attribute__((unused)), const uint8_t *weights0 __attribute__((unused)),
                  const uint8_t *input __attribute__((unused)), uint32_t count __attribute__((unused)),
                  uint32_t *buckets1 __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t"
                     "adds r7, r1, r3\n\t"
                     "mov r6, r3\n\t"
                     "ldr r3, [sp, #20]\n\t"
                     BC_ENTER_LOOP("r6", BC_BACK("r1") BC_BACK("r2") BC_BACK("r7"))
                     "1:\n\t"
                     BC_ADD_INPUT_TO_2("0")
                     "2:\n\t"
                     BC_ADD_INPUT_TO_2("1")
                     "3:\n\t"
                     BC_ADD_INPUT_TO_2("2")
                     "4:\n\t"
                     BC_ADD_INPUT_TO_2("3")
                     BC_NEXT("r1")
                     BC_NEXT("r2")
                     BC_NEXT("r7")
                     "cmp r2, r12\n\t"
                     "bne 1b\n\t"
                     "mov r0, r7\n\t"
                     "pop {r4-r7, pc}");
}

#else

#define BC_ADD_INPUT(index) (buckets[BC_ROM_U8(weights + (index))] += input[index])

/** Adds the inputs to the buckets of one group of outputs. */
static void bc_fill_buckets(uint32_t *buckets, const uint8_t *weights, const uint8_t *input, uint32_t count)
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

#define BC_ADD_INPUT_TO_2(index)                                                                                       \
    do {                                                                                                               \
        const uint32_t value = input[index];                                                                           \
                                                                                                                       \
        buckets0[BC_ROM_U8(weights0 + (index))] += value;                                                              \
        buckets1[BC_ROM_U8(weights1 + (index))] += value;                                                              \
    } while (0)

/**
 * Adds the inputs to the buckets of two groups of outputs, and returns the end of their weights. Not inlined, so that
 * both addresses stay in registers.
 */
BC_NOT_INLINED static const uint8_t *bc_fill_2_buckets(uint32_t *buckets0, const uint8_t *weights0,
                                                       const uint8_t *input, uint32_t count, uint32_t *buckets1)
{
    const uint8_t *weights1 = weights0 + count;

    while (count >= 4U) {
        BC_ADD_INPUT_TO_2(0);
        BC_ADD_INPUT_TO_2(1);
        BC_ADD_INPUT_TO_2(2);
        BC_ADD_INPUT_TO_2(3);
        weights0 += 4;
        weights1 += 4;
        input += 4;
        count -= 4U;
    }
    while (count > 0U) {
        BC_ADD_INPUT_TO_2(0);
        weights0++;
        weights1++;
        input++;
        count--;
    }
    return weights1;
}

#endif

/*
 * 10 outputs, the usual number of classes, are computed together, and share the reading of the inputs. Not on a
 * Cortex-M0+, which has too few registers for it.
 */
#if defined(__thumb__) && !defined(__thumb2__)
#define BC_10_TOGETHER 0
#else
#define BC_10_TOGETHER 1

#if defined(__GNUC__) && defined(__thumb2__)

#define BC_ADD_INPUT_AND_KEEP(number)                                                                                  \
    "ldrb " number ", [r2], #1\n\t"                                                                                    \
    "ldrb r4, [r1], #1\n\t"                                                                                            \
    "ldr r6, [r0, r4, lsl #2]\n\t"                                                                                     \
    "add r6, " number "\n\t"                                                                                           \
    "str r6, [r0, r4, lsl #2]\n\t"

#define BC_ADD_PAIR(get_number)                                                                                        \
    get_number                                                                                                         \
    "orr r5, r5, r8, lsl #16\n\t"                                                                                      \
    "ldr r6, [r3, r4, lsl #2]\n\t"                                                                                     \
    "add r6, r5\n\t"                                                                                                   \
    "str r6, [r3, r4, lsl #2]\n\t"

/**
 * Adds a multiple of 4 inputs to the buckets of 8 outputs and to those of pairs of inputs of 2 outputs.
 * r0, r3 buckets, r1, r9 weights, r2 input, r4 number of a bucket, r5, r8 inputs, r6 bucket, r7 weights of two pairs,
 * r12 end of the input.
 */
__attribute__((naked, used)) static void
bc_fill_10_buckets(uint32_t *buckets __attribute__((unused)), const uint8_t *weights __attribute__((unused)),
                   const uint8_t *input __attribute__((unused)), uint32_t *pairs __attribute__((unused)),
                   const uint8_t *pair_weights __attribute__((unused)), const uint8_t *end __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r9, lr}\n\t"
                     "ldr r9, [sp, #28]\n\t"
                     "ldr r12, [sp, #32]\n"
                     "1:\n\t"
                     "ldrb r7, [r9], #1\n\t"
                     BC_ADD_INPUT_AND_KEEP("r5")
                     BC_ADD_INPUT_AND_KEEP("r8")
                     BC_ADD_PAIR("and r4, r7, #15\n\t")
                     BC_ADD_INPUT_AND_KEEP("r5")
                     BC_ADD_INPUT_AND_KEEP("r8")
                     BC_ADD_PAIR("lsrs r4, r7, #4\n\t")
                     "cmp r2, r12\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r9, pc}");
}

#else

/** Adds a multiple of 4 inputs to the buckets of 8 outputs and to those of pairs of inputs of 2 outputs. */
BC_NOT_INLINED static void bc_fill_10_buckets(uint32_t *buckets, const uint8_t *weights, const uint8_t *input,
                                              uint32_t *pairs, const uint8_t *pair_weights, const uint8_t *end)
{
    do {
        const uint8_t byte = BC_ROM_U8(pair_weights);
        const uint32_t input0 = input[0];
        const uint32_t input1 = input[1];
        const uint32_t input2 = input[2];
        const uint32_t input3 = input[3];

        buckets[BC_ROM_U8(weights)] += input0;
        buckets[BC_ROM_U8(weights + 1)] += input1;
        pairs[byte & 15U] += input0 | (input1 << 16);
        buckets[BC_ROM_U8(weights + 2)] += input2;
        buckets[BC_ROM_U8(weights + 3)] += input3;
        pairs[byte >> 4] += input2 | (input3 << 16);
        pair_weights++;
        weights += 4;
        input += 4;
    } while (input != end);
}

#endif

/** Writes the positive sums of 10 outputs, and returns the sum of all inputs. */
static uint32_t bc_sum_10_outputs(uint32_t *buckets, const uint8_t *weights, const uint8_t *input, uint32_t fan_in,
                                  uint32_t *sums)
{
    const uint8_t *pair_weights = weights + fan_in;
    const uint32_t rest = fan_in & 3U;
    uint32_t left = fan_in - rest;
    uint32_t pairs[16];

    bc_clear_buckets(buckets, 8U);
    sums[8] = 0U;
    sums[9] = 0U;
    while (left > 0U) {
        const uint32_t count = (left < BC_PAIRED_INPUTS) ? left : BC_PAIRED_INPUTS;

        bc_clear_buckets(pairs, 4U);
        bc_fill_10_buckets(buckets, weights, input, pairs, pair_weights, input + count);
        (void)bc_fold_pairs(pairs, sums + 8);
        weights += count;
        pair_weights += count >> 2;
        input += count;
        left -= count;
    }
    if (rest > 0U) {
        uint32_t rest_sums[4];

        bc_fill_buckets(buckets, weights, input, rest);
        (void)bc_sum_narrow_group(pairs, 2U, pair_weights, input, rest, rest_sums);
        sums[8] += rest_sums[0];
        sums[9] += rest_sums[1];
    }
    return bc_fold_buckets(buckets, 8U, sums);
}

#endif

void bc_dense_buckets(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes_log2 = (layer->requantization.type == BC_OUTPUT_U8) ? 0U : 2U;
    const uint32_t fan_in = layer->fan_in;
    const uint8_t *weights = layer->weights;
    uint8_t *const values = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t sums[16];
    uint32_t total;

    while (left >= 16U) {
        bc_clear_buckets(scratch, 8U);
        bc_clear_buckets(scratch + 256, 8U);
        weights = bc_fill_2_buckets(scratch, weights, input, fan_in, scratch + 256);
        total = bc_fold_buckets(scratch, 8U, sums);
        (void)bc_fold_buckets(scratch + 256, 8U, sums + 8);
        bc_requantize_binary(&layer->requantization, first, 16U, sums, total, values + (first << value_bytes_log2));
        first += 16U;
        left -= 16U;
    }
    while (left > 0U) {
        uint32_t count = (left < 8U) ? left : 8U;

#if BC_10_TOGETHER
        if (left == 10U) {
            count = 10U;
            total = bc_sum_10_outputs(scratch, weights, input, fan_in, sums);
        } else
#endif
        if (count > 4U) {
            bc_clear_buckets(scratch, count);
            bc_fill_buckets(scratch, weights, input, fan_in);
            total = bc_fold_buckets(scratch, count, sums);
        } else {
            total = bc_sum_narrow_group(scratch, count, weights, input, fan_in, sums);
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total, values + (first << value_bytes_log2));
        first += count;
        left -= count;
        if (left > 0U) { /* then this was a full group */
            weights += fan_in;
        }
    }
}
