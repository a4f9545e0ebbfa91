/*
 * Fully connected layer with binary weights for cores with DSP instructions (Cortex-M4, M7, M33): byte masks and USADA8.
 *
 * Method: |x - 0| = x and |x - 255| = 255 - x. The instruction USADA8 adds four absolute differences of bytes at once: with
 * a mask of 0 for each weight +1 and 255 for each weight -1 it adds 4 inputs with their signs, and 255 for each -1, which
 * a number stored for each row takes back. A constant table holds the 8 mask bytes of every weight byte. No working
 * memory: for layers with few outputs, for which a table of sums does not pay, and where RAM is short.
 *
 * Weights: a number for each row, then the rows in layout ROWS_BY_4; in all BC_DENSE_USADA8_WEIGHT_BYTES.
 *   Numbers: for each row (output), first row first, how many of its weights are -1: 2 bytes, the low one first.
 *   Rows: blocks of 4 consecutive rows, the last one of the outputs % 4 rows that are left; inside a block, for each group
 *   of 8 inputs, one byte of each row, first row first. Input 8 * g + i is bit i (from the least significant) of the
 *   byte of group g; bit 1 is +1, bit 0 is -1. Unused bits of the last group are ignored.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: no scratch, pass NULL; about 80 bytes of stack; 2 KB of constants.
 * This file contains no multiplication.
 */
#include "bc_dense.h"

#include "bc_rom.h"

#if defined(__GNUC__) && defined(__thumb2__) && defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_UNALIGNED)
#define BC_USADA8 1
#else
#define BC_USADA8 0
#endif

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/** Rows that share the loads of the inputs. */
#define BC_BLOCK_ROWS 4U

/** Outputs that are requantized in one call: 64 bytes of stack. */
#define BC_BATCH_OUTPUTS 16U

/* The 8 mask bytes of a weight byte, in the order of the inputs; then of 4, 16, 64 weight bytes. */
#define BC_MASK(weight_byte, bit) ((((weight_byte) >> (bit)) & 1U) - 1U) & 255U
#define BC_MASKS_1(b) \
    BC_MASK(b, 0), BC_MASK(b, 1), BC_MASK(b, 2), BC_MASK(b, 3), BC_MASK(b, 4), BC_MASK(b, 5), BC_MASK(b, 6), \
        BC_MASK(b, 7)
#define BC_MASKS_4(b) BC_MASKS_1(b), BC_MASKS_1((b) + 1U), BC_MASKS_1((b) + 2U), BC_MASKS_1((b) + 3U)
#define BC_MASKS_16(b) BC_MASKS_4(b), BC_MASKS_4((b) + 4U), BC_MASKS_4((b) + 8U), BC_MASKS_4((b) + 12U)
#define BC_MASKS_64(b) BC_MASKS_16(b), BC_MASKS_16((b) + 16U), BC_MASKS_16((b) + 32U), BC_MASKS_16((b) + 48U)

/** Two words of 4 masks for each weight byte: bytes in memory, so that both byte orders are right. */
static const union {
    uint8_t bytes[2048];
    uint32_t words[512];
} bc_masks = {{BC_MASKS_64(0U), BC_MASKS_64(64U), BC_MASKS_64(128U), BC_MASKS_64(192U)}};

/** sum + the absolute differences of 4 bytes each. */
static inline uint32_t bc_add_differences(uint32_t sum, uint32_t inputs, uint32_t masks)
{
#if BC_USADA8
    __asm__("usada8 %0, %1, %2, %0" : "+r"(sum) : "r"(inputs), "r"(masks));
    return sum;
#else
    /* Masks are 0 or 255: the difference from 255 inverts the bits. */
    const uint32_t differences = inputs ^ masks;

    return sum + (differences & 255U) + ((differences >> 8) & 255U) + ((differences >> 16) & 255U) +
           (differences >> 24);
#endif
}

typedef union {
    uint8_t bytes[8];
    uint32_t words[2];
} bc_eight_inputs;

/** Adds 8 weights. The result is the sum with signs plus 255 for each -1. */
static inline uint32_t bc_add_group(uint32_t sum, const bc_eight_inputs *inputs, uint32_t weight_byte)
{
    const uint32_t *const masks = &bc_masks.words[weight_byte + weight_byte];

    return bc_add_differences(bc_add_differences(sum, inputs->words[0], masks[0]), inputs->words[1], masks[1]);
}

/** The next inputs; zeros stand for those that do not exist. */
static inline void bc_copy_inputs(bc_eight_inputs *inputs, const uint8_t *input, uint32_t present)
{
    uint32_t i;

    for (i = 0U; i < 8U; i++) {
        inputs->bytes[i] = (i < present) ? input[i] : 0U;
    }
}

/* Without optimization there are not enough registers. */
#if BC_USADA8 && defined(__OPTIMIZE__)
/* The loads may be unaligned. */
#define BC_ASM_LOAD_INPUTS                 \
    "ldr    %[input0], [%[input]], #4\n\t" \
    "ldr    %[input1], [%[input]], #4\n\t"

/* One row of one group: the weight byte, in mask1, selects two words of masks. */
#define BC_ASM_ADD(sum)                                \
    "ldr    %[mask0], [%[low], %[mask1], lsl #3]\n\t"  \
    "ldr    %[mask1], [%[high], %[mask1], lsl #3]\n\t" \
    "usada8 " sum ", %[input0], %[mask0], " sum "\n\t" \
    "usada8 " sum ", %[input1], %[mask1], " sum "\n\t"

#define BC_ASM_ROW(sum)                     \
    "ldrb   %[mask1], [%[weights]], #1\n\t" \
    BC_ASM_ADD(sum)

#define BC_ASM_GROUP   \
    BC_ASM_LOAD_INPUTS \
    BC_ASM_ROW("%[sum0]") BC_ASM_ROW("%[sum1]") BC_ASM_ROW("%[sum2]") BC_ASM_ROW("%[sum3]")

/** Adds the whole groups of one row, whose bytes are stride apart, to a sum. */
BC_NOT_INLINED
static uint32_t bc_add_row(uint32_t sum, const uint8_t *weights, uint32_t stride, const uint8_t *input,
                           uint32_t groups)
{
    uint32_t input0;
    uint32_t input1;
    uint32_t mask0;
    uint32_t mask1;

    __asm__ volatile("b      2f\n"
                     "1:\n\t"
                     BC_ASM_LOAD_INPUTS
                     "ldrb   %[mask1], [%[weights]]\n\t"
                     "add    %[weights], %[weights], %[stride]\n\t"
                     BC_ASM_ADD("%[sum]")
                     "2:\n\t"
                     "subs   %[groups], %[groups], #1\n\t"
                     "bcs    1b"
                     : [sum] "+r"(sum), [weights] "+r"(weights), [input] "+r"(input), [groups] "+r"(groups),
                       [input0] "=&r"(input0), [input1] "=&r"(input1), [mask0] "=&r"(mask0), [mask1] "=&r"(mask1)
                     : [stride] "r"(stride), [low] "r"(&bc_masks.words[0]), [high] "r"(&bc_masks.words[1])
                     : "cc", "memory");
    return sum;
}

/** Adds the whole groups of 4 rows to 4 sums. */
BC_NOT_INLINED
static void bc_add_4_rows(uint32_t *sums, const uint8_t *weights, const uint8_t *input, uint32_t groups)
{
    uint32_t sum0 = sums[0];
    uint32_t sum1 = sums[1];
    uint32_t sum2 = sums[2];
    uint32_t sum3 = sums[3];
    uint32_t input0;
    uint32_t input1;
    uint32_t mask0;
    uint32_t mask1;

    /* Single groups until their number is a multiple of 4, then 4 in each turn. */
    __asm__ volatile("1:\n\t"
                     "tst    %[groups], #3\n\t"
                     "beq    2f\n\t"
                     BC_ASM_GROUP
                     "sub    %[groups], %[groups], #1\n\t"
                     "b      1b\n"
                     "2:\n\t"
                     "cmp    %[groups], #0\n\t"
                     "beq    4f\n"
                     "3:\n\t"
                     BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP
                     "subs   %[groups], %[groups], #4\n\t"
                     "bne    3b\n"
                     "4:"
                     : [sum0] "+r"(sum0), [sum1] "+r"(sum1), [sum2] "+r"(sum2), [sum3] "+r"(sum3),
                       [weights] "+r"(weights), [input] "+r"(input), [groups] "+r"(groups), [input0] "=&r"(input0),
                       [input1] "=&r"(input1), [mask0] "=&r"(mask0), [mask1] "=&r"(mask1)
                     : [low] "r"(&bc_masks.words[0]), [high] "r"(&bc_masks.words[1])
                     : "cc", "memory");
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
}
#else
/** Adds the whole groups of one row, whose bytes are stride apart, to a sum. */
BC_NOT_INLINED
static uint32_t bc_add_row(uint32_t sum, const uint8_t *weights, uint32_t stride, const uint8_t *input,
                           uint32_t groups)
{
    const uint8_t *const end = input + (groups << 3);

    while (input != end) {
        bc_eight_inputs inputs;

        bc_copy_inputs(&inputs, input, 8U);
        sum = bc_add_group(sum, &inputs, BC_ROM_U8(weights));
        weights += stride;
        input += 8;
    }
    return sum;
}

static void bc_add_4_rows(uint32_t *sums, const uint8_t *weights, const uint8_t *input, uint32_t groups)
{
    uint32_t r;

    for (r = 0U; r < BC_BLOCK_ROWS; r++) {
        sums[r] = bc_add_row(sums[r], weights + r, BC_BLOCK_ROWS, input, groups);
    }
}
#endif

void bc_dense_usada8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t outputs = layer->outputs;
    const uint32_t groups = (uint32_t)layer->fan_in >> 3;
    const uint32_t rest = (uint32_t)layer->fan_in & 7U;
    const uint8_t *negatives = layer->weights;
    const uint8_t *weights = negatives + outputs + outputs;
    uint32_t first = 0U;
    bc_eight_inputs rest_inputs;

    (void)scratch; /* none needed */
    bc_copy_inputs(&rest_inputs, input + (groups << 3), rest);
    while (first < outputs) {
        uint32_t sums[BC_BATCH_OUTPUTS];
        uint32_t count = 0U;

        while ((count < BC_BATCH_OUTPUTS) && ((first + count) < outputs)) {
            const uint32_t left = outputs - first - count;
            const uint32_t rows = (left < BC_BLOCK_ROWS) ? left : BC_BLOCK_ROWS;
            uint32_t *const end = &sums[count + rows];
            uint32_t *sum;

            for (sum = &sums[count]; sum != end; sum++) {
                const uint32_t number = BC_ROM_U8(negatives) | ((uint32_t)BC_ROM_U8(negatives + 1) << 8);

                *sum = number - (number << 8);
                negatives += 2;
            }
            if (rows == BC_BLOCK_ROWS) {
                bc_add_4_rows(&sums[count], weights, input, groups);
                weights += groups << 2;
            } else {
                const uint8_t *row = weights;

                for (sum = &sums[count]; sum != end; sum++) {
                    *sum = bc_add_row(*sum, row, rows, input, groups);
                    row++;
                }
                weights += (((rows & 2U) != 0U) ? (groups << 1) : 0U) + (((rows & 1U) != 0U) ? groups : 0U);
            }
            if (rest != 0U) {
                for (sum = &sums[count]; sum != end; sum++) {
                    /* Unused bits as +1: they add the zeros that stand for missing inputs. */
                    *sum = bc_add_group(*sum, &rest_inputs, BC_ROM_U8(weights) | ((255U << rest) & 255U));
                    weights++;
                }
            }
            count += rows;
        }
        bc_requantize(&layer->requantization, first, count, (const int32_t *)sums, output);
        first += count;
        output = (layer->requantization.type == BC_OUTPUT_U8) ? (void *)((uint8_t *)output + count)
                                                             : (void *)((int32_t *)output + count);
    }
}
