/*
 * Dense layer with binary weights, look-up tables of 4 inputs for the whole input.
 *
 * Method: a table holds the 16 subset sums of 4 inputs. The tables of all inputs are written once; then each half of a
 * weight byte, taken as an index, adds 4 weights of an output. Compared with bc_dense_lut8 the tables take an eighth of
 * the memory and are written in a quarter of the time, but twice as many look-ups are needed.
 * Weights: ROWS_BY_8 (bc_dense.h), the layout of bc_dense_lut8.
 * Ranges: fan_in and outputs 1..65535.
 * Memory: 64 bytes of scratch for each 8 inputs, and 128 bytes of local sums.
 */
#include "bc_dense.h"

#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/* Outputs that are requantized together. */
#define BC_CHUNK 32U

/** The subset sums of inputs 0 to 3, then of inputs 4 to 7. Written two sums at a time. */
typedef union {
    uint16_t sums[32];
    uint32_t pairs[16];
} bc_table;

/** The same number in both halves of a word, so that one addition updates two neighbouring sums. */
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

static inline void bc_build_half(uint32_t *pairs, const uint8_t *input)
{
    const uint32_t input1 = bc_in_both_halves(input[1]);
    const uint32_t input2 = bc_in_both_halves(input[2]);
    const uint32_t input3 = bc_in_both_halves(input[3]);
    const uint32_t sum0 = bc_in_odd_half(input[0]);
    const uint32_t sum1 = sum0 + input1;
    const uint32_t sum2 = sum0 + input2;
    const uint32_t sum3 = sum1 + input2;

    pairs[0] = sum0;
    pairs[1] = sum1;
    pairs[2] = sum2;
    pairs[3] = sum3;
    pairs[4] = sum0 + input3;
    pairs[5] = sum1 + input3;
    pairs[6] = sum2 + input3;
    pairs[7] = sum3 + input3;
}

/** Writes the tables of count inputs; those missing in the last table count as 0. Returns the sum of all inputs. */
static uint32_t bc_build_tables(bc_table *table, const uint8_t *input, uint32_t count)
{
    uint32_t total = 0U;

    while (count > 0U) {
        const uint32_t present = (count < 8U) ? count : 8U;
        const uint8_t *source = input;
        uint8_t padded[8];

        if (present < 8U) {
            uint32_t i;

            for (i = 0U; i < 8U; i++) {
                padded[i] = (i < present) ? input[i] : 0U;
            }
            source = padded;
        }
        bc_build_half(table->pairs, source);
        bc_build_half(table->pairs + 8, source + 4);
        total += (uint32_t)table->sums[15] + table->sums[31];
        table++;
        input += present;
        count -= present;
    }
    return total;
}

#define BC_ADD(sum, index)                                                                                             \
    do {                                                                                                               \
        const uint8_t byte = BC_ROM_U8(weights + (index));                                                             \
                                                                                                                       \
        (sum) += (uint32_t)table->sums[byte & 15U];                                                                     \
        (sum) += (uint32_t)table->sums[16U + (byte >> 4)];                                                              \
    } while (0)

#if defined(__GNUC__) && defined(__thumb__)

/* Written in assembly because compilers do not keep 8 sums and all pointers in the registers. */

#if defined(__thumb2__)
#define BC_ADD_BYTE(index, sum)                                                                                        \
    "ldrb r0, [r1, #" index "]\n\t"                                                                                    \
    "and r3, r0, #15\n\t"                                                                                              \
    "lsrs r0, r0, #4\n\t"                                                                                              \
    "ldrh r3, [r2, r3, lsl #1]\n\t"                                                                                    \
    "ldrh r0, [r4, r0, lsl #1]\n\t"                                                                                    \
    "add " sum ", r3\n\t"                                                                                              \
    "add " sum ", r0\n\t"
#else
#define BC_ADD_BYTE(index, sum)                                                                                        \
    "ldrb r0, [r1, #" index "]\n\t"                                                                                    \
    "lsls r3, r0, #1\n\t"                                                                                              \
    "ands r3, r5\n\t"                                                                                                  \
    "lsrs r0, r0, #3\n\t"                                                                                              \
    "ands r0, r5\n\t"                                                                                                  \
    "ldrh r3, [r2, r3]\n\t"                                                                                            \
    "ldrh r0, [r4, r0]\n\t"                                                                                            \
    "add " sum ", r3\n\t"                                                                                              \
    "add " sum ", r0\n\t"
#endif

/**
 * sums[k] = sum of the inputs whose weight in row k is +1, of 8 interleaved rows; returns the end of the rows.
 * r1 weights, r2, r4 table, r5 mask of an index times 2, r6-r12, lr sums, sp end of the tables; r0 and r3 are free.
 */
__attribute__((naked, used)) static const uint8_t *
bc_sum_8_rows(uint32_t *sums __attribute__((unused)), const uint8_t *weights __attribute__((unused)),
              const bc_table *table __attribute__((unused)), const bc_table *end __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r0, r4-r7, lr}\n\t"
                     "mov r4, r8\n\t"
                     "mov r5, r9\n\t"
                     "mov r6, r10\n\t"
                     "mov r7, r11\n\t"
                     "push {r3-r7}\n\t"
                     "mov r4, r2\n\t"
                     "adds r4, #32\n\t"
                     "movs r5, #30\n\t"
                     "movs r6, #0\n\t"
                     "movs r7, #0\n\t"
                     "mov r8, r6\n\t"
                     "mov r9, r6\n\t"
                     "mov r10, r6\n\t"
                     "mov r11, r6\n\t"
                     "mov r12, r6\n\t"
                     "mov lr, r6\n"
                     "1:\n\t"
                     BC_ADD_BYTE("0", "r6")
                     BC_ADD_BYTE("1", "r7")
                     BC_ADD_BYTE("2", "r8")
                     BC_ADD_BYTE("3", "r9")
                     BC_ADD_BYTE("4", "r10")
                     BC_ADD_BYTE("5", "r11")
                     BC_ADD_BYTE("6", "r12")
                     BC_ADD_BYTE("7", "lr")
                     "adds r1, #8\n\t"
                     "adds r2, #64\n\t"
                     "adds r4, #64\n\t"
                     "ldr r0, [sp]\n\t"
                     "cmp r2, r0\n\t"
                     "bne 1b\n\t"
                     "ldr r0, [sp, #20]\n\t"
                     "stmia r0!, {r6, r7}\n\t"
                     "mov r2, r8\n\t"
                     "mov r3, r9\n\t"
                     "mov r4, r10\n\t"
                     "mov r5, r11\n\t"
                     "mov r6, r12\n\t"
                     "mov r7, lr\n\t"
                     "stmia r0!, {r2-r7}\n\t"
                     "pop {r3-r7}\n\t"
                     "mov r8, r4\n\t"
                     "mov r9, r5\n\t"
                     "mov r10, r6\n\t"
                     "mov r11, r7\n\t"
                     "pop {r0, r4-r7}\n\t"
                     "mov r0, r1\n\t"
                     "pop {pc}");
}

#else

/** sums[k] = sum of the inputs whose weight in row k is +1, of 8 interleaved rows; returns their end. */
BC_NOT_INLINED static const uint8_t *bc_sum_8_rows(uint32_t *sums, const uint8_t *weights, const bc_table *table,
                                                   const bc_table *end)
{
    uint32_t sum0 = 0U;
    uint32_t sum1 = 0U;
    uint32_t sum2 = 0U;
    uint32_t sum3 = 0U;
    uint32_t sum4 = 0U;
    uint32_t sum5 = 0U;
    uint32_t sum6 = 0U;
    uint32_t sum7 = 0U;

    do {
        BC_ADD(sum0, 0);
        BC_ADD(sum1, 1);
        BC_ADD(sum2, 2);
        BC_ADD(sum3, 3);
        BC_ADD(sum4, 4);
        BC_ADD(sum5, 5);
        BC_ADD(sum6, 6);
        BC_ADD(sum7, 7);
        weights += 8;
        table++;
    } while (table != end);
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
    sums[4] = sum4;
    sums[5] = sum5;
    sums[6] = sum6;
    sums[7] = sum7;
    return weights;
}

#endif

/** The same for rows_left interleaved rows, one after the other. */
static void bc_sum_last_rows(uint32_t *sums, const uint8_t *weights, uint32_t rows_left, const bc_table *tables,
                             const bc_table *end)
{
    uint32_t row;

    for (row = 0U; row < rows_left; row++) {
        const bc_table *table = tables;
        uint32_t index = row;
        uint32_t sum = 0U;

        do {
            BC_ADD(sum, index);
            index += rows_left;
            table++;
        } while (table != end);
        sums[row] = sum;
    }
}

void bc_dense_lut4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes_log2 = (layer->requantization.type == BC_OUTPUT_U8) ? 0U : 2U;
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    bc_table *const tables = (bc_table *)(void *)scratch;
    const bc_table *const end = tables + row_bytes;
    const uint32_t total = bc_build_tables(tables, input, layer->fan_in);
    const uint8_t *weights = layer->weights;
    uint8_t *const values = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t sums[BC_CHUNK];

    while (left > 0U) {
        const uint32_t count = (left < BC_CHUNK) ? left : BC_CHUNK;
        uint32_t done = 0U;

        while ((count - done) >= 8U) {
            weights = bc_sum_8_rows(sums + done, weights, tables, end);
            done += 8U;
        }
        if (done < count) {
            bc_sum_last_rows(sums + done, weights, count - done, tables, end);
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total, values + (first << value_bytes_log2));
        first += count;
        left -= count;
    }
}
