/*
 * Dense layer with binary weights, look-up tables of 8 inputs for 32 inputs at a time.
 *
 * Method: as bc_dense_lut8, but only the tables of 32 inputs exist at the same time, and the sums of up to 512 outputs
 * wait in memory; more outputs take another pass over the inputs.
 * Weights: ROWS (bc_dense.h).
 * Ranges: fan_in and outputs 1..65535.
 * Memory: 2048 bytes of scratch for 4 tables, and 4 for each sum, at most 2048.
 */
#include "bc_dense.h"

#include "bc_rom.h"
#include "bc_subset_sums.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/* Inputs of one pass over the outputs, and outputs of one pass over the inputs. */
#define BC_TILE_INPUTS 32U
#define BC_TILE_OUTPUTS 512U
#define BC_TILE_OUTPUTS_LOG2 9

#define BC_TABLES_WORDS 512U /* 4 tables */

#if defined(__GNUC__) && defined(__thumb2__)

#define BC_ADD_ROW(sum)                                                                                                \
    "ldrb r4, [r2]\n\t"                                                                                                \
    "ldrb r5, [r2, #1]\n\t"                                                                                            \
    "ldrh r4, [r8, r4, lsl #1]\n\t"                                                                                    \
    "ldrh r5, [r9, r5, lsl #1]\n\t"                                                                                    \
    "add " sum ", r4\n\t"                                                                                              \
    "add " sum ", r5\n\t"                                                                                              \
    "ldrb r4, [r2, #2]\n\t"                                                                                            \
    "ldrb r5, [r2, #3]\n\t"                                                                                            \
    "ldrh r4, [r10, r4, lsl #1]\n\t"                                                                                   \
    "ldrh r5, [r11, r5, lsl #1]\n\t"                                                                                   \
    "add " sum ", r4\n\t"                                                                                              \
    "add " sum ", r5\n\t"                                                                                              \
    "add r2, r3\n\t"

/**
 * Adds 32 weights of each output, of a multiple of 4 outputs, at least 4.
 * In assembly because of the loads and stores of 4 sums at once.
 * r0 sums, r1 end, r2 weights, r3 bytes of a row, r8-r11 tables, r6, r7, r12, lr four sums.
 */
__attribute__((naked, used)) static void
bc_add_tile(uint32_t *sums __attribute__((unused)), const uint32_t *end __attribute__((unused)),
            const uint8_t *weights __attribute__((unused)), uint32_t row_bytes __attribute__((unused)),
            const bc_subset_sums *tables __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r11, lr}\n\t"
                     "ldr r8, [sp, #36]\n\t"
                     "add r9, r8, #512\n\t"
                     "add r10, r8, #1024\n\t"
                     "add r11, r8, #1536\n"
                     "1:\n\t"
                     "ldm r0, {r6, r7, r12, lr}\n\t"
                     BC_ADD_ROW("r6")
                     BC_ADD_ROW("r7")
                     BC_ADD_ROW("r12")
                     BC_ADD_ROW("lr")
                     "stm r0!, {r6, r7, r12, lr}\n\t"
                     "cmp r0, r1\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r11, pc}");
}

#elif defined(__GNUC__) && defined(__thumb__)

#define BC_ADD_LOOK_UP(byte, table)                                                                                    \
    "ldrb r2, [r1, #" byte "]\n\t"                                                                                     \
    "lsls r2, r2, #1\n\t"                                                                                              \
    "ldrh r2, [" table ", r2]\n\t"                                                                                     \
    "adds r3, r3, r2\n\t"

#define BC_ADD_ROW                                                                                                     \
    "ldr r3, [r0]\n\t"                                                                                                 \
    BC_ADD_LOOK_UP("0", "r4")                                                                                          \
    BC_ADD_LOOK_UP("1", "r5")                                                                                          \
    BC_ADD_LOOK_UP("2", "r6")                                                                                          \
    BC_ADD_LOOK_UP("3", "r7")                                                                                          \
    "stmia r0!, {r3}\n\t"                                                                                              \
    "add r1, lr\n\t"

/**
 * Adds 32 weights of each output, of a multiple of 4 outputs, at least 4.
 * In assembly because compilers do not keep all four table addresses in those registers that can address memory.
 * r0 sums, r1 weights, r2 byte and look-up, r3 sum, r4-r7 tables, r12 end, lr bytes of a row.
 */
__attribute__((naked, used)) static void
bc_add_tile(uint32_t *sums __attribute__((unused)), const uint32_t *end __attribute__((unused)),
            const uint8_t *weights __attribute__((unused)), uint32_t row_bytes __attribute__((unused)),
            const bc_subset_sums *tables __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r7, lr}\n\t"
                     "ldr r4, [sp, #20]\n\t"
                     "mov r12, r1\n\t"
                     "mov r1, r2\n\t"
                     "mov lr, r3\n\t"
                     "movs r3, #1\n\t"
                     "lsls r3, r3, #9\n\t"
                     "adds r5, r4, r3\n\t"
                     "adds r6, r5, r3\n\t"
                     "adds r7, r6, r3\n"
                     "1:\n\t"
                     BC_ADD_ROW
                     BC_ADD_ROW
                     BC_ADD_ROW
                     BC_ADD_ROW
                     "cmp r0, r12\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r7, pc}");
}

#else

#define BC_ADD_ROW(index)                                                                                              \
    do {                                                                                                               \
        const uint8_t *const row = weights + row_start;                                                                \
                                                                                                                       \
        sums[index] += (uint32_t)tables[0].sums[BC_ROM_U8(row)] + tables[1].sums[BC_ROM_U8(row + 1)] +                 \
                       tables[2].sums[BC_ROM_U8(row + 2)] + tables[3].sums[BC_ROM_U8(row + 3)];                        \
        row_start += row_bytes;                                                                                        \
    } while (0)

/** Adds 32 weights of each output, of a multiple of 4 outputs, at least 4. */
BC_NOT_INLINED static void bc_add_tile(uint32_t *sums, const uint32_t *end, const uint8_t *weights, uint32_t row_bytes,
                                       const bc_subset_sums *tables)
{
    uint32_t row_start = 0U;

    do {
        BC_ADD_ROW(0);
        BC_ADD_ROW(1);
        BC_ADD_ROW(2);
        BC_ADD_ROW(3);
        sums += 4;
    } while (sums != end);
}

#endif

/** Adds 8 weights of each output. */
static void bc_add_table(uint32_t *sums, const uint32_t *end, const uint8_t *weights, uint32_t row_bytes,
                         const bc_subset_sums *table)
{
    uint32_t row_start = 0U;

    while (sums != end) {
        *sums += table->sums[BC_ROM_U8(weights + row_start)];
        sums++;
        row_start += row_bytes;
    }
}

/** Writes the sums of up to BC_TILE_OUTPUTS outputs, and returns the sum of all inputs. */
static uint32_t bc_sum_outputs(uint32_t *sums, uint32_t outputs, const uint8_t *weights, const uint8_t *input,
                               uint32_t fan_in, bc_subset_sums *tables)
{
    const uint32_t row_bytes = (fan_in + 7U) >> 3;
    /* the bytes of outputs % 4 rows */
    const uint32_t single_bytes =
        (((outputs & 1U) != 0U) ? row_bytes : 0U) + (((outputs & 2U) != 0U) ? (row_bytes << 1) : 0U);
    const uint32_t *const end = sums + outputs;
    uint32_t total = 0U;
    uint32_t done;
    uint32_t i;
    /* volatile: compilers otherwise turn the loop into a call of memset, which not every firmware links */
    volatile uint32_t *clear = sums;

    while (clear != end) {
        *clear++ = 0U;
    }
    for (done = 0U; done < fan_in; done += BC_TILE_INPUTS) {
        const uint32_t left = fan_in - done;
        const uint32_t count = (left < BC_TILE_INPUTS) ? left : BC_TILE_INPUTS;
        const uint32_t count_tables = (count + 7U) >> 3;
        const uint8_t *const tile = weights + (done >> 3);
        uint32_t single_rows = outputs; /* all of them, if there are less than 4 tables */

        total += bc_build_subset_sums(tables, input + done, count);
        if ((count_tables == 4U) && (outputs >= 4U)) {
            single_rows = outputs & 3U;
            bc_add_tile(sums + single_rows, end, tile + single_bytes, row_bytes, tables);
        }
        for (i = 0U; i < count_tables; i++) {
            bc_add_table(sums, sums + single_rows, tile + i, row_bytes, &tables[i]);
        }
    }
    return total;
}

void bc_dense_lut8_tiled(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes_log2 = (layer->requantization.type == BC_OUTPUT_U8) ? 0U : 2U;
    const uint32_t row_bytes = ((uint32_t)layer->fan_in + 7U) >> 3;
    bc_subset_sums *const tables = (bc_subset_sums *)(void *)scratch;
    uint32_t *const sums = scratch + BC_TABLES_WORDS;
    const uint8_t *weights = layer->weights;
    uint8_t *const values = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;

    while (left > 0U) {
        const uint32_t count = (left < BC_TILE_OUTPUTS) ? left : BC_TILE_OUTPUTS;
        const uint32_t total = bc_sum_outputs(sums, count, weights, input, layer->fan_in, tables);

        bc_requantize_binary(&layer->requantization, first, count, sums, total, values + (first << value_bytes_log2));
        first += count;
        left -= count;
        if (left > 0U) {
            weights += row_bytes << BC_TILE_OUTPUTS_LOG2;
        }
    }
}
