/*
 * Dense layer with binary weights, look-up tables of 8 inputs for the whole input.
 *
 * Method: a table holds the 256 subset sums of 8 inputs (bc_subset_sums.h). The tables of all inputs are written once;
 * then one weight byte, taken as an index, adds 8 weights of an output. The sums of 8 outputs stay in registers.
 * Weights: ROWS_BY_8 (bc_dense.h), so that a block of 8 outputs is read from its first byte to its last.
 * Ranges: fan_in and outputs 1..65535.
 * Memory: 512 bytes of scratch for each 8 inputs, and 128 bytes of local sums.
 */
#include "bc_dense.h"

#include <stddef.h>

#include "bc_rom.h"
#include "bc_subset_sums.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/* Outputs that are requantized together. */
#define BC_CHUNK 32U

#if defined(__GNUC__) && defined(__thumb__)

/* Written in assembly because compilers do not keep 8 sums, two pointers and an end in the registers. */

#if defined(__thumb2__)
#define BC_LOOK_UP(number) "ldrh " number ", [r2, " number ", lsl #1]\n\t"
#define BC_BRANCH_BACK_IF_NOT_EQUAL "bne 1b\n\t"
#define BC_SAVE "push {r0, r4-r11, lr}\n\t"
#define BC_STORE_AND_RETURN                                                                                            \
    "pop {r0}\n\t"                                                                                                     \
    "stmia r0!, {r4-r11}\n\t"                                                                                          \
    "mov r0, r1\n\t"                                                                                                   \
    "pop {r4-r11, pc}"
#else
#define BC_LOOK_UP(number)                                                                                             \
    "lsls " number ", " number ", #1\n\t"                                                                              \
    "ldrh " number ", [r2, " number "]\n\t"
#define BC_BRANCH_BACK_IF_NOT_EQUAL                                                                                    \
    "beq 5f\n\t"                                                                                                       \
    "b 1b\n"                                                                                                           \
    "5:\n\t" /* too far for a conditional branch */
#define BC_SAVE                                                                                                        \
    "push {r0, r4-r7, lr}\n\t"                                                                                         \
    "mov r4, r8\n\t"                                                                                                   \
    "mov r5, r9\n\t"                                                                                                   \
    "mov r6, r10\n\t"                                                                                                  \
    "mov r7, r11\n\t"                                                                                                  \
    "push {r4-r7}\n\t"
#define BC_STORE_AND_RETURN                                                                                            \
    "ldr r0, [sp, #16]\n\t"                                                                                            \
    "stmia r0!, {r4-r7}\n\t"                                                                                           \
    "mov r4, r8\n\t"                                                                                                   \
    "mov r5, r9\n\t"                                                                                                   \
    "mov r6, r10\n\t"                                                                                                  \
    "mov r7, r11\n\t"                                                                                                  \
    "stmia r0!, {r4-r7}\n\t"                                                                                           \
    "pop {r4-r7}\n\t"                                                                                                  \
    "mov r8, r4\n\t"                                                                                                   \
    "mov r9, r5\n\t"                                                                                                   \
    "mov r10, r6\n\t"                                                                                                  \
    "mov r11, r7\n\t"                                                                                                  \
    "pop {r0, r4-r7}\n\t"                                                                                              \
    "mov r0, r1\n\t"                                                                                                   \
    "pop {pc}"
#endif

/* Two at a time: the second load does not wait for the first. */
#define BC_ADD_2(byte0, byte1, sum0, sum1)                                                                             \
    "ldrb r0, [r1, #" byte0 "]\n\t"                                                                                    \
    "ldrb r3, [r1, #" byte1 "]\n\t"                                                                                    \
    BC_LOOK_UP("r0")                                                                                                   \
    BC_LOOK_UP("r3")                                                                                                   \
    "add " sum0 ", r0\n\t"                                                                                             \
    "add " sum1 ", r3\n\t"

/* One table, 8 rows. */
#define BC_ADD_8(byte0, byte1, byte2, byte3, byte4, byte5, byte6, byte7)                                               \
    BC_ADD_2(byte0, byte1, "r4", "r5")                                                                                 \
    BC_ADD_2(byte2, byte3, "r6", "r7")                                                                                 \
    BC_ADD_2(byte4, byte5, "r8", "r9")                                                                                 \
    BC_ADD_2(byte6, byte7, "r10", "r11")                                                                               \
    "add r2, lr\n"

/**
 * sums[k] = sum of the inputs whose weight in row k is +1, of 8 interleaved rows; returns the end of the rows.
 * r1 weights, r2 table, r4-r11 sums, r12 end, lr bytes of a table; r0 and r3 are free.
 */
__attribute__((naked, used)) static const uint8_t *
bc_sum_8_rows(uint32_t *sums __attribute__((unused)), const uint8_t *weights __attribute__((unused)),
              const bc_subset_sums *table __attribute__((unused)), const bc_subset_sums *end __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     BC_SAVE "mov r12, r3\n\t"
                     "movs r0, #1\n\t"
                     "lsls r0, r0, #9\n\t"
                     "mov lr, r0\n\t"
                     "movs r4, #0\n\t"
                     "movs r5, #0\n\t"
                     "movs r6, #0\n\t"
                     "movs r7, #0\n\t"
                     "mov r8, r4\n\t"
                     "mov r9, r4\n\t"
                     "mov r10, r4\n\t"
                     "mov r11, r4\n\t"
                     "subs r3, r3, r2\n\t"
                     "lsls r3, r3, #21\n\t" /* number of tables % 4, in the upper two bits */
                     "beq 1f\n\t"
                     "lsrs r3, r3, #27\n\t" /* the same, times 8 */
                     "adds r1, r1, r3\n\t"
                     "subs r1, #32\n\t"
                     "cmp r3, #16\n\t"
                     "beq 3f\n\t"
                     "bhi 2f\n\t"
                     "b 4f\n"
                     "1:\n\t"
                     BC_ADD_8("0", "1", "2", "3", "4", "5", "6", "7")
                     "2:\n\t"
                     BC_ADD_8("8", "9", "10", "11", "12", "13", "14", "15")
                     "3:\n\t"
                     BC_ADD_8("16", "17", "18", "19", "20", "21", "22", "23")
                     "4:\n\t"
                     BC_ADD_8("24", "25", "26", "27", "28", "29", "30", "31")
                     "adds r1, #32\n\t"
                     "cmp r2, r12\n\t"
                     BC_BRANCH_BACK_IF_NOT_EQUAL
                     BC_STORE_AND_RETURN);
}

#elif UINTPTR_MAX > 0xFFFFFFFFU

/*
 * Processors with 64-bit addresses have a data cache and many registers. What limits them are the loads: neighbouring
 * weight bytes are loaded together, and sums of 16 bits are added to where they are in memory.
 */

/* Tables whose sums fit in 16 bits together: 32 * 8 * 255 = 65280. Their 16 KB fit in the data cache, too. */
#define BC_CACHED_TABLES 32U

#if defined(__GNUC__) && defined(__x86_64__)
/* GCC otherwise loads each byte of a pair again, and puts sums together in vectors, which takes longer. */
#define BC_IN_REGISTER(number) __asm__("" : "+r"(number))
#else
#define BC_IN_REGISTER(number) (void)(number)
#endif

#define BC_PAIR(byte) ((uint32_t)weights[byte] | ((uint32_t)weights[(byte) + 1] << 8))
#define BC_ADD(sum, byte)                                                                                              \
    do {                                                                                                               \
        (sum) = (uint16_t)((sum) + table->sums[byte]);                                                                 \
        BC_IN_REGISTER(sum);                                                                                           \
    } while (0)

/** Adds the weights of at most BC_CACHED_TABLES tables to the sums of 8 interleaved rows. */
BC_NOT_INLINED static void bc_add_8_rows(uint32_t *sums, const uint8_t *weights, const bc_subset_sums *table,
                                         const bc_subset_sums *end)
{
    uint16_t sum0 = 0U;
    uint16_t sum1 = 0U;
    uint16_t sum2 = 0U;
    uint16_t sum3 = 0U;
    uint16_t sum4 = 0U;
    uint16_t sum5 = 0U;
    uint16_t sum6 = 0U;
    uint16_t sum7 = 0U;

    do {
        uint32_t bytes01 = BC_PAIR(0);
        uint32_t bytes23 = BC_PAIR(2);

        BC_IN_REGISTER(bytes01);
        BC_IN_REGISTER(bytes23);
        BC_ADD(sum0, bytes01 & 255U);
        BC_ADD(sum1, bytes01 >> 8);
        BC_ADD(sum2, bytes23 & 255U);
        BC_ADD(sum3, bytes23 >> 8);
        BC_ADD(sum4, weights[4]);
        BC_ADD(sum5, weights[5]);
        BC_ADD(sum6, weights[6]);
        BC_ADD(sum7, weights[7]);
        weights += 8;
        table++;
    } while (table != end);
    sums[0] += sum0;
    sums[1] += sum1;
    sums[2] += sum2;
    sums[3] += sum3;
    sums[4] += sum4;
    sums[5] += sum5;
    sums[6] += sum6;
    sums[7] += sum7;
}

static void bc_clear(uint32_t *sums, uint32_t count)
{
    volatile uint32_t *clear = sums; /* volatile: compilers otherwise call memset */

    while (count > 0U) {
        *clear++ = 0U;
        count--;
    }
}

/** sums[k] = sum of the inputs whose weight in row k is +1, of 8 interleaved rows; returns their end. */
static const uint8_t *bc_sum_8_rows(uint32_t *sums, const uint8_t *weights, const bc_subset_sums *table,
                                    const bc_subset_sums *end)
{
    bc_clear(sums, 8U);
    do {
        const uint32_t left = (uint32_t)(end - table);
        const uint32_t count = (left < BC_CACHED_TABLES) ? left : BC_CACHED_TABLES;

        bc_add_8_rows(sums, weights, table, table + count);
        weights += count << 3;
        table += count;
    } while (table != end);
    return weights;
}

#else

/* One table, 8 rows. */
#define BC_ADD_8(index, byte)                                                                                          \
    do {                                                                                                               \
        sum0 += table[index].sums[BC_ROM_U8(weights + (byte))];                                                        \
        sum1 += table[index].sums[BC_ROM_U8(weights + (byte) + 1)];                                                    \
        sum2 += table[index].sums[BC_ROM_U8(weights + (byte) + 2)];                                                    \
        sum3 += table[index].sums[BC_ROM_U8(weights + (byte) + 3)];                                                    \
        sum4 += table[index].sums[BC_ROM_U8(weights + (byte) + 4)];                                                    \
        sum5 += table[index].sums[BC_ROM_U8(weights + (byte) + 5)];                                                    \
        sum6 += table[index].sums[BC_ROM_U8(weights + (byte) + 6)];                                                    \
        sum7 += table[index].sums[BC_ROM_U8(weights + (byte) + 7)];                                                    \
    } while (0)

/** sums[k] = sum of the inputs whose weight in row k is +1, of 8 interleaved rows; returns their end. */
BC_NOT_INLINED static const uint8_t *bc_sum_8_rows(uint32_t *sums, const uint8_t *weights, const bc_subset_sums *table,
                                                   const bc_subset_sums *end)
{
    uint32_t sum0 = 0U;
    uint32_t sum1 = 0U;
    uint32_t sum2 = 0U;
    uint32_t sum3 = 0U;
    uint32_t sum4 = 0U;
    uint32_t sum5 = 0U;
    uint32_t sum6 = 0U;
    uint32_t sum7 = 0U;

    if ((((uint32_t)(end - table)) & 1U) != 0U) {
        BC_ADD_8(0, 0);
        weights += 8;
        table++;
    }
    while (table != end) {
        BC_ADD_8(0, 0);
        BC_ADD_8(1, 8);
        weights += 16;
        table += 2;
    }
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
static void bc_sum_last_rows(uint32_t *sums, const uint8_t *weights, uint32_t rows_left, const bc_subset_sums *tables,
                             const bc_subset_sums *end)
{
    uint32_t row;

    for (row = 0U; row < rows_left; row++) {
        const bc_subset_sums *table = tables;
        uint32_t index = row;
        uint32_t sum = 0U;

        do {
            sum += table->sums[BC_ROM_U8(weights + index)];
            index += rows_left;
            table++;
        } while (table != end);
        sums[row] = sum;
    }
}

#if UINTPTR_MAX > 0xFFFFFFFFU

/*
 * The tables of so many inputs as the data cache holds are used for all outputs before the next ones are written in the
 * same place. The sums wait in the scratch memory that is left.
 */
#define BC_CACHED_TABLES_LOG2 5
#define BC_CACHED_WORDS 4096U /* of these tables */
#define BC_CACHED_OUTPUTS 4096U /* their sums take the scratch memory of 32 tables */
#define BC_CACHED_OUTPUTS_LOG2 12

#if defined(__GNUC__)
#define BC_PREFETCH(address) __builtin_prefetch(address)
#else
#define BC_PREFETCH(address) (void)(address)
#endif

#define BC_CACHE_LINE 64U

/** Computes up to BC_CACHED_OUTPUTS outputs of a layer with at least 2 * BC_CACHED_TABLES tables. */
static void bc_dense_cached(const bc_dense_layer *layer, uint32_t first, uint32_t outputs, const uint8_t *weights,
                            const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    const uint32_t rows_left = outputs & 7U;
    bc_subset_sums *const tables = (bc_subset_sums *)(void *)scratch;
    uint32_t *const sums = scratch + BC_CACHED_WORDS;
    uint32_t *const last_sums = sums + (outputs - rows_left);
    uint32_t total = 0U;
    uint32_t table;
    uint32_t last_byte = 0U;

    bc_clear(sums, outputs);
    for (table = 0U; table < row_bytes; table += BC_CACHED_TABLES) {
        const uint32_t count = ((row_bytes - table) < BC_CACHED_TABLES) ? (row_bytes - table) : BC_CACHED_TABLES;
        const bc_subset_sums *const end = tables + count;
        const uint32_t first_input = table << 3;
        const uint32_t inputs_left = layer->fan_in - first_input;
        const uint8_t *block = weights;
        uint32_t *block_sums = sums;
        uint32_t i;

        total += bc_build_subset_sums(tables, input + first_input,
                                      (inputs_left < (count << 3)) ? inputs_left : (count << 3));
        while (block_sums != last_sums) {
            const uint8_t *const next = block + (row_bytes << 3);

            if ((block_sums + 8) != last_sums) {
                /* the weights of the next block do not follow those of this one */
                for (i = 0U; i < (count << 3); i += BC_CACHE_LINE) {
                    BC_PREFETCH(next + first_input + i);
                }
            }
            bc_add_8_rows(block_sums, block + first_input, tables, end);
            block = next;
            block_sums += 8;
        }
        if (rows_left > 0U) {
            uint32_t added[8];

            bc_sum_last_rows(added, block + last_byte, rows_left, tables, end);
            for (i = 0U; i < rows_left; i++) {
                block_sums[i] += added[i];
            }
            last_byte += rows_left << BC_CACHED_TABLES_LOG2;
        }
    }
    bc_requantize_binary(&layer->requantization, first, outputs, sums, total, output);
}

#endif

void bc_dense_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes_log2 = (layer->requantization.type == BC_OUTPUT_U8) ? 0U : 2U;
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    bc_subset_sums *const tables = (bc_subset_sums *)(void *)scratch;
    const bc_subset_sums *const end = tables + row_bytes;
    const uint8_t *weights = layer->weights;
    uint8_t *const values = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t sums[BC_CHUNK];
    uint32_t total;

#if UINTPTR_MAX > 0xFFFFFFFFU
    if (row_bytes >= (BC_CACHED_TABLES + BC_CACHED_TABLES)) {
        while (left > 0U) {
            const uint32_t count = (left < BC_CACHED_OUTPUTS) ? left : BC_CACHED_OUTPUTS;

            bc_dense_cached(layer, first, count, weights, input, values + (first << value_bytes_log2), scratch);
            first += count;
            left -= count;
            if (left > 0U) {
                weights += (size_t)row_bytes << BC_CACHED_OUTPUTS_LOG2;
            }
        }
        return;
    }
#endif
    total = bc_build_subset_sums(tables, input, layer->fan_in);
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
