/*
 * Dense layer with binary weights, buckets for 8 outputs (bc_buckets.h).
 *
 * Method: one addition to one of 256 buckets serves the 8 weights of an input; where 16 outputs or more are left, two
 * groups of 8 are computed together and share the reading of the inputs.
 * Weights: COLUMNS (bc_dense.h).
 * Ranges: fan_in and outputs 1..65535.
 * Memory: 1024 bytes of scratch for the buckets of 8 outputs, 2048 bytes if there are 16 outputs or more.
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
 * A loop takes 4 inputs, and is entered at input 4 - count % 4. r4 bucket number, r5 input, r6 bucket, r12 end of input.
 */

#if defined(__thumb2__)
#define BC_LOAD(number, pointer, index) "ldrb " number ", [" pointer "], #1\n\t"
#define BC_ADD_TO(buckets)                                                                                             \
    "ldr r6, [" buckets ", r4, lsl #2]\n\tadd r6, r5\n\tstr r6, [" buckets ", r4, lsl #2]\n\t"
#define BC_BACK(pointer) ""
#define BC_NEXT(pointer) ""
#else
#define BC_LOAD(number, pointer, index) "ldrb " number ", [" pointer ", #" index "]\n\t"
#define BC_ADD_TO(buckets)                                                                                             \
    "lsls r4, r4, #2\n\tldr r6, [" buckets ", r4]\n\tadds r6, r6, r5\n\tstr r6, [" buckets ", r4]\n\t"
#define BC_BACK(pointer) "adds " pointer ", " pointer ", r4\n\tsubs " pointer ", #4\n\t"
#define BC_NEXT(pointer) "adds " pointer ", #4\n\t"
#endif

/* To label 1 for count % 4 = 0, with the count in a register, else to the label 2 (3 inputs), 3 (2 inputs) or 4 (1 input). */
#define BC_ENTER_LOOP(count, back)                                                                                     \
    "adds r4, r2, " count "\n\tmov r12, r4\n\tlsls r4, " count ", #30\n\tbeq 1f\n\tlsrs r4, r4, #30\n\t" back                     \
    "cmp r4, #2\n\tbhi 2f\n\tbeq 3f\n\tb 4f\n"

#define BC_ADD_INPUT(index) BC_LOAD("r4", "r1", index) BC_LOAD("r5", "r2", index) BC_ADD_TO("r0")

/** Adds the inputs to the buckets of one group of outputs. r0 buckets, r1 weights, r2 input. */
__attribute__((naked)) static void bc_fill_buckets(uint32_t *buckets __attribute__((unused)),
                                                   const uint8_t *weights __attribute__((unused)),
                                                   const uint8_t *input __attribute__((unused)),
                                                   uint32_t count __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t" /* clang-format off */
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
                     BC_NEXT("r2") /* clang-format on */
                     "cmp r2, r12\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r7, pc}");
}

#define BC_ADD_INPUT_TO_2(index)                                                                                       \
    BC_LOAD("r5", "r2", index)                                                                                         \
    BC_LOAD("r4", "r1", index) BC_ADD_TO("r0") BC_LOAD("r4", "r7", index) BC_ADD_TO("r3")

/**
 * Adds the inputs to the buckets of two groups of outputs.
 * r0, r3 buckets, r1, r7 weights, r2 input.
 */
__attribute__((naked)) static void bc_fill_2_buckets(uint32_t *buckets0 __attribute__((unused)),
                                                     const uint8_t *weights0 __attribute__((unused)),
                                                     const uint8_t *input __attribute__((unused)),
                                                     uint32_t count __attribute__((unused)),
                                                     uint32_t *buckets1 __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t"
                     "adds r7, r1, r3\n\t"
                     "mov r6, r3\n\t"
                     "ldr r3, [sp, #20]\n\t" /* clang-format off */
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
                     BC_NEXT("r7") /* clang-format on */
                     "cmp r2, r12\n\t"
                     "bne 1b\n\t"
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

/** Adds the inputs to the buckets of two groups of outputs. Not inlined, so that both addresses stay in registers. */
BC_NOT_INLINED static void bc_fill_2_buckets(uint32_t *buckets0, const uint8_t *weights0, const uint8_t *input,
                                             uint32_t count, uint32_t *buckets1)
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
}

#endif

void bc_dense_buckets(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? 1U : 4U;
    const uint8_t *weights = layer->weights;
    uint8_t *group_output = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t sums[16];

    while (left > 0U) {
        uint32_t count = (left < 8U) ? left : 8U;
        uint32_t total;

        if (left >= 16U) {
            count = 16U;
            bc_clear_buckets(scratch, 8U);
            bc_clear_buckets(scratch + 256, 8U);
            bc_fill_2_buckets(scratch, weights, input, layer->fan_in, scratch + 256);
            total = bc_fold_buckets(scratch, 8U, sums);
            bc_fold_buckets(scratch + 256, 8U, sums + 8);
        } else if (count > 4U) {
            bc_clear_buckets(scratch, count);
            bc_fill_buckets(scratch, weights, input, layer->fan_in);
            total = bc_fold_buckets(scratch, count, sums);
        } else {
            total = bc_sum_narrow_group(scratch, count, weights, input, layer->fan_in, sums);
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total, group_output);
        first += count;
        left -= count;
        if (left > 0U) { /* then this was one full group, or two */
            weights += (count == 16U) ? layer->fan_in + (uint32_t)layer->fan_in : layer->fan_in;
            group_output += (count == 16U) ? value_bytes << 4 : value_bytes << 3;
        }
    }
}
