/*
 * Tables of subset sums; see bc_subset_sums.h.
 *
 * Method: two neighbouring sums, without and with input 0, share a 32-bit word. No sum exceeds 8 * 255, so the halves
 * never mix, and whole words may be added and subtracted. Some neighbouring words stay in registers and are stored
 * again and again; between two stores one number is added to all of them. It is the input whose bit of the index
 * becomes 1, less the inputs whose bits become 0. This takes little more than one addition a word.
 */
#include "bc_subset_sums.h"

#if defined(__GNUC__) && defined(__thumb2__) && !defined(__ARM_BIG_ENDIAN)

/* Written in assembly because of the store of 8 registers at once. */

#define BC_STORE "stmia r0!, {r2-r9}\n\t"
#define BC_ADD(step)                                                                                                   \
    "add r2, " step "\n\t"                                                                                             \
    "add r3, " step "\n\t"                                                                                             \
    "add r4, " step "\n\t"                                                                                             \
    "add r5, " step "\n\t"                                                                                             \
    "add r6, " step "\n\t"                                                                                             \
    "add r7, " step "\n\t"                                                                                             \
    "add r8, " step "\n\t"                                                                                             \
    "add r9, " step "\n\t"

/* An input in both halves. */
#define BC_LOAD(input, number)                                                                                         \
    "ldrb " number ", [r1, #" input "]\n\t"                                                                            \
    "orr " number ", " number ", " number ", lsl #16\n\t"

/**
 * Writes one table or more of 8 inputs each, and returns the sum of all inputs.
 * r0 table, r1 input, then middle of the table, r2-r9 eight words, r10-r12, lr steps of inputs 4 to 7.
 */
__attribute__((naked, used)) static uint32_t bc_build_full_tables(bc_subset_sums *tables __attribute__((unused)),
                                                            const uint8_t *input __attribute__((unused)),
                                                            const bc_subset_sums *end __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r11, lr}\n\t"
                     "movs r3, #0\n\t"
                     "push {r1-r3}\n" /* input, end, sum of all inputs */
                     "1:\n\t"
                     BC_LOAD("4", "r10")
                     BC_LOAD("5", "r2")
                     "sub r11, r2, r10\n\t"
                     "add r3, r2, r10\n\t"
                     BC_LOAD("6", "r2")
                     "sub r12, r2, r3\n\t"
                     "adds r3, r2, r3\n\t"
                     BC_LOAD("7", "r2")
                     "sub lr, r2, r3\n\t"
                     "ldrb r2, [r1, #0]\n\t"
                     "lsls r2, r2, #16\n\t"
                     BC_LOAD("1", "r3")
                     "adds r3, r2, r3\n\t"
                     BC_LOAD("2", "r5")
                     "adds r4, r2, r5\n\t"
                     "adds r5, r3, r5\n\t"
                     BC_LOAD("3", "r9")
                     "add r6, r2, r9\n\t"
                     "add r7, r3, r9\n\t"
                     "add r8, r4, r9\n\t"
                     "add r9, r5, r9\n\t"
                     "adds r1, #8\n\t"
                     "str r1, [sp]\n\t"
                     "add r1, r0, #256\n"
                     "2:\n\t"
                     BC_STORE BC_ADD("r10")
                     BC_STORE BC_ADD("r11")
                     BC_STORE BC_ADD("r10")
                     BC_STORE BC_ADD("r12")
                     BC_STORE BC_ADD("r10")
                     BC_STORE BC_ADD("r11")
                     BC_STORE BC_ADD("r10")
                     BC_STORE
                     "cmp r0, r1\n\t"
                     "bne 3f\n\t"
                     BC_ADD("lr")
                     "b 2b\n"
                     "3:\n\t"
                     "ldr r3, [sp, #8]\n\t"
                     "add r3, r3, r9, lsr #16\n\t"
                     "str r3, [sp, #8]\n\t"
                     "ldrd r1, r2, [sp]\n\t"
                     "cmp r0, r2\n\t"
                     "bne 1b\n\t"
                     "pop {r1-r3}\n\t"
                     "mov r0, r3\n\t"
                     "pop {r4-r11, pc}");
}

#elif defined(__GNUC__) && defined(__thumb__) && !defined(__ARM_BIG_ENDIAN)

/* Written in assembly because of the store of 4 registers at once. */

#define BC_STORE "stmia r0!, {r2-r5}\n\t"
#define BC_STORE_ADD(step)                                                                                             \
    BC_STORE "add r2, " step "\n\t"                                                                                    \
    "add r3, " step "\n\t"                                                                                             \
    "add r4, " step "\n\t"                                                                                             \
    "add r5, " step "\n\t"

/* The same number in both halves. */
#define BC_BOTH_HALVES(number)                                                                                         \
    "lsls r6, " number ", #16\n\t"                                                                                     \
    "orrs " number ", r6\n\t"

/* The step to an input's bit from all lower bits but those of inputs 0 to 2, whose sum is in r3. */
#define BC_STEP(input, step)                                                                                           \
    "ldrb r4, [r1, #" input "]\n\t"                                                                                    \
    BC_BOTH_HALVES("r4")                                                                                               \
    "subs r5, r4, r3\n\t"                                                                                              \
    "mov " step ", r5\n\t"                                                                                             \
    "adds r3, r3, r4\n\t"

/**
 * Writes one table or more of 8 inputs each, and returns the sum of all inputs.
 * r0 table, r1 input, r2-r5 four words, r6 end of the table, r7 sum, r8-r12 steps of inputs 3 to 7, lr end.
 */
__attribute__((naked, used)) static uint32_t bc_build_full_tables(bc_subset_sums *tables __attribute__((unused)),
                                                            const uint8_t *input __attribute__((unused)),
                                                            const bc_subset_sums *end __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t"
                     "mov r3, r8\n\t"
                     "mov r4, r9\n\t"
                     "mov r5, r10\n\t"
                     "mov r6, r11\n\t"
                     "push {r3-r6}\n\t"
                     "mov lr, r2\n\t"
                     "movs r7, #0\n"
                     "1:\n\t"
                     "movs r3, #0\n\t"
                     BC_STEP("3", "r8")
                     BC_STEP("4", "r9")
                     BC_STEP("5", "r10")
                     BC_STEP("6", "r11")
                     BC_STEP("7", "r12")
                     "ldrb r2, [r1, #0]\n\t"
                     "lsls r2, r2, #16\n\t"
                     "ldrb r4, [r1, #1]\n\t"
                     BC_BOTH_HALVES("r4")
                     "adds r3, r2, r4\n\t"
                     "ldrb r5, [r1, #2]\n\t"
                     BC_BOTH_HALVES("r5")
                     "adds r4, r2, r5\n\t"
                     "adds r5, r3, r5\n\t"
                     "adds r1, #8\n\t"
                     "movs r6, #255\n\t"
                     "adds r6, #1\n\t"
                     "adds r6, r0, r6\n" /* the middle of the table */
                     "2:\n\t"
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r9")
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r10")
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r9")
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r11")
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r9")
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r10")
                     BC_STORE_ADD("r8")
                     BC_STORE_ADD("r9")
                     BC_STORE_ADD("r8")
                     BC_STORE
                     "cmp r0, r6\n\t"
                     "bne 3f\n\t"
                     "add r2, r12\n\t"
                     "add r3, r12\n\t"
                     "add r4, r12\n\t"
                     "add r5, r12\n\t"
                     "b 2b\n"
                     "3:\n\t"
                     "lsrs r5, r5, #16\n\t"
                     "adds r7, r7, r5\n\t"
                     "cmp r0, lr\n\t"
                     "beq 4f\n\t"
                     "b 1b\n" /* too far for a conditional branch */
                     "4:\n\t"
                     "mov r0, r7\n\t"
                     "pop {r3-r6}\n\t"
                     "mov r8, r3\n\t"
                     "mov r9, r4\n\t"
                     "mov r10, r5\n\t"
                     "mov r11, r6\n\t"
                     "pop {r4-r7, pc}");
}

#else

/** The same number in both halves of a word. */
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

/* The macro keeps the words in registers; an array would be stored and loaded by some compilers. */
#define BC_STORE                                                                                                       \
    do {                                                                                                               \
        pairs[0] = sum0;                                                                                               \
        pairs[1] = sum1;                                                                                               \
        pairs[2] = sum2;                                                                                               \
        pairs[3] = sum3;                                                                                               \
        pairs[4] = sum4;                                                                                               \
        pairs[5] = sum5;                                                                                               \
        pairs[6] = sum6;                                                                                               \
        pairs[7] = sum7;                                                                                               \
        pairs += 8;                                                                                                    \
    } while (0)

#define BC_ADD(step)                                                                                                   \
    do {                                                                                                               \
        sum0 += (step);                                                                                                \
        sum1 += (step);                                                                                                \
        sum2 += (step);                                                                                                \
        sum3 += (step);                                                                                                \
        sum4 += (step);                                                                                                \
        sum5 += (step);                                                                                                \
        sum6 += (step);                                                                                                \
        sum7 += (step);                                                                                                \
    } while (0)

#if defined(__GNUC__)
#define BC_INLINE static inline __attribute__((always_inline))
#else
#define BC_INLINE static inline
#endif

/**
 * Writes the table of 8 inputs. volatile: compilers otherwise compute many sums before they store the first ones, and
 * run out of registers.
 */
BC_INLINE void bc_build_table(volatile uint32_t *pairs, const uint8_t *input)
{
    const uint32_t input1 = bc_in_both_halves(input[1]);
    const uint32_t input2 = bc_in_both_halves(input[2]);
    const uint32_t input3 = bc_in_both_halves(input[3]);
    const uint32_t step4 = bc_in_both_halves(input[4]);
    const uint32_t input5 = bc_in_both_halves(input[5]);
    const uint32_t input6 = bc_in_both_halves(input[6]);
    const uint32_t input7 = bc_in_both_halves(input[7]);
    const uint32_t step5 = input5 - step4;
    const uint32_t step6 = input6 - input5 - step4;
    const uint32_t step7 = input7 - input6 - input5 - step4;
    uint32_t sum0 = bc_in_odd_half(input[0]);
    uint32_t sum1 = sum0 + input1;
    uint32_t sum2 = sum0 + input2;
    uint32_t sum3 = sum1 + input2;
    uint32_t sum4 = sum0 + input3;
    uint32_t sum5 = sum1 + input3;
    uint32_t sum6 = sum2 + input3;
    uint32_t sum7 = sum3 + input3;
    const volatile uint32_t *const middle = pairs + 64;

    for (;;) {
        BC_STORE;
        BC_ADD(step4);
        BC_STORE;
        BC_ADD(step5);
        BC_STORE;
        BC_ADD(step4);
        BC_STORE;
        BC_ADD(step6);
        BC_STORE;
        BC_ADD(step4);
        BC_STORE;
        BC_ADD(step5);
        BC_STORE;
        BC_ADD(step4);
        BC_STORE;
        if (pairs != middle) {
            break;
        }
        BC_ADD(step7);
    }
}

static uint32_t bc_build_full_tables(bc_subset_sums *tables, const uint8_t *input, const bc_subset_sums *end)
{
    uint32_t total = 0U;

    do {
        bc_build_table(tables->pairs, input);
        total += tables->sums[255];
        input += 8;
        tables++;
    } while (tables != end);
    return total;
}

#endif

uint32_t bc_build_subset_sums(bc_subset_sums *tables, const uint8_t *input, uint32_t count)
{
    const uint32_t full = count >> 3;
    const uint32_t rest = count & 7U;
    uint32_t total = 0U;

    if (full > 0U) {
        total = bc_build_full_tables(tables, input, tables + full);
    }
    if (rest > 0U) {
        uint8_t padded[8];
        uint32_t i;

        input += count - rest;
        for (i = 0U; i < 8U; i++) {
            padded[i] = (i < rest) ? input[i] : 0U;
        }
        total += bc_build_full_tables(tables + full, padded, tables + full + 1);
    }
    return total;
}
