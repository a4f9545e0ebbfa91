/*
 * Dense layer with binary weights and floating-point activations, look-up tables of 8 inputs for 32 inputs at a time.
 * No multiplication here.
 *
 * Method: 8 inputs have 256 sums, one for each weight byte. A table holds them in the order of additions that
 * bc_f32_dense.h states: the sum of the first four inputs plus that of the other four. The tables of 32 inputs exist at
 * the same time; each output adds its four entries to its sum, which is in the output.
 * Weights: ROWS (bc_dense.h).
 * Memory: 4096 bytes of scratch, 4 tables; 200 bytes of stack.
 */
#include "bc_f32_dense.h"

#include "bc_f32_sums.h"
#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/* Arm cores with short instructions of 32 bits and a floating-point unit. */
#if defined(__GNUC__) && defined(__thumb2__) && defined(__ARM_FP) && !defined(__SOFTFP__)
#define BC_HAS_FPU 1
#else
#define BC_HAS_FPU 0
#endif

#define BC_TILE_INPUTS 32U
#define BC_TABLE_ENTRIES 256U

#if BC_HAS_FPU

/**
 * Writes the 256 sums of an entry of the first table of 16 and one of the second.
 * In assembly because of the stores of 8 entries at once.
 * r0 table, r1 halves, r2 their end; s0-s15 the first half, s16 an entry of the second, s17-s24 sums.
 */
__attribute__((naked, used)) static void bc_build_table(const float *halves __attribute__((unused)),
                                                        float *table __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "vpush {s16-s25}\n\t"
                     "vldmia r0!, {s0-s15}\n\t"
                     "add r2, r0, #64\n"
                     "1:\n\t"
                     "vldmia r0!, {s16}\n\t"
                     "vadd.f32 s17, s0, s16\n\t"
                     "vadd.f32 s18, s1, s16\n\t"
                     "vadd.f32 s19, s2, s16\n\t"
                     "vadd.f32 s20, s3, s16\n\t"
                     "vadd.f32 s21, s4, s16\n\t"
                     "vadd.f32 s22, s5, s16\n\t"
                     "vadd.f32 s23, s6, s16\n\t"
                     "vadd.f32 s24, s7, s16\n\t"
                     "vstmia r1!, {s17-s24}\n\t"
                     "vadd.f32 s17, s8, s16\n\t"
                     "vadd.f32 s18, s9, s16\n\t"
                     "vadd.f32 s19, s10, s16\n\t"
                     "vadd.f32 s20, s11, s16\n\t"
                     "vadd.f32 s21, s12, s16\n\t"
                     "vadd.f32 s22, s13, s16\n\t"
                     "vadd.f32 s23, s14, s16\n\t"
                     "vadd.f32 s24, s15, s16\n\t"
                     "vstmia r1!, {s17-s24}\n\t"
                     "cmp r0, r2\n\t"
                     "bne 1b\n\t"
                     "vpop {s16-s25}\n\t"
                     "bx lr");
}

#define BC_ADD_ROW(sum)                                                                                                \
    "ldrb r4, [r2]\n\t"                                                                                                \
    "ldrb r5, [r2, #1]\n\t"                                                                                            \
    "ldrb r6, [r2, #2]\n\t"                                                                                            \
    "ldrb r7, [r2, #3]\n\t"                                                                                            \
    "ldr r4, [r8, r4, lsl #2]\n\t"                                                                                     \
    "ldr r5, [r9, r5, lsl #2]\n\t"                                                                                     \
    "ldr r6, [r10, r6, lsl #2]\n\t"                                                                                    \
    "ldr r7, [r11, r7, lsl #2]\n\t"                                                                                    \
    "vmov s4, s5, r4, r5\n\t"                                                                                          \
    "vmov s6, s7, r6, r7\n\t"                                                                                          \
    "vadd.f32 " sum ", " sum ", s4\n\t"                                                                                \
    "vadd.f32 " sum ", " sum ", s5\n\t"                                                                                \
    "vadd.f32 " sum ", " sum ", s6\n\t"                                                                                \
    "vadd.f32 " sum ", " sum ", s7\n\t"                                                                                \
    "add r2, r3\n\t"

/**
 * Adds 32 weights of each output, of a multiple of 4 outputs, at least 4.
 * In assembly because entries that are loaded into core registers move to the floating-point unit in pairs.
 * r0 sums, r1 end, r2 weights, r3 bytes of a row, r8-r11 tables, s0-s3 four sums.
 */
__attribute__((naked, used)) static void
bc_add_tile(float *sums __attribute__((unused)), const float *end __attribute__((unused)),
            const uint8_t *weights __attribute__((unused)), uint32_t row_bytes __attribute__((unused)),
            const float *tables __attribute__((unused)))
{
    __asm__ volatile(".syntax unified\n\t"
                     "push {r4-r11, lr}\n\t"
                     "ldr r8, [sp, #36]\n\t"
                     "add r9, r8, #1024\n\t"
                     "add r10, r8, #2048\n\t"
                     "add r11, r8, #3072\n"
                     "1:\n\t"
                     "vldmia r0, {s0-s3}\n\t"
                     BC_ADD_ROW("s0")
                     BC_ADD_ROW("s1")
                     BC_ADD_ROW("s2")
                     BC_ADD_ROW("s3")
                     "vstmia r0!, {s0-s3}\n\t"
                     "cmp r0, r1\n\t"
                     "bne 1b\n\t"
                     "pop {r4-r11, pc}");
}

#else

/** Writes the 256 sums of an entry of the first table of 16 and one of the second. */
static void bc_build_table(const float *halves, float *table)
{
    const float *const end = halves + 16;
    const float *high = end;
    float *opposite = table + BC_TABLE_ENTRIES - 1U;

    /* the upper half of the table are the opposites of the lower one */
    while (high != (end + 8)) {
        const float *low = halves;

        while (low != end) {
            const float sum = *low + *high;

            *table++ = sum;
            *opposite-- = -sum;
            low++;
        }
        high++;
    }
}

/** Adds 32 weights of each output, of a multiple of 4 outputs, at least 4. */
BC_NOT_INLINED static void bc_add_tile(float *sums, const float *end, const uint8_t *weights, uint32_t row_bytes,
                                       const float *tables)
{
    uint32_t row_start = 0U;

    do {
        const uint8_t *const row = weights + row_start;
        float sum = *sums;

        sum += tables[BC_ROM_U8(row)];
        sum += tables[BC_TABLE_ENTRIES + BC_ROM_U8(row + 1)];
        sum += tables[(2U * BC_TABLE_ENTRIES) + BC_ROM_U8(row + 2)];
        sum += tables[(3U * BC_TABLE_ENTRIES) + BC_ROM_U8(row + 3)];
        *sums++ = sum;
        row_start += row_bytes;
    } while (sums != end);
}

#endif

/** Adds 8 weights of each output. */
static void bc_add_table(float *sums, const float *end, const uint8_t *weights, uint32_t row_bytes, const float *table)
{
    uint32_t row_start = 0U;

    while (sums != end) {
        *sums += table[BC_ROM_U8(weights + row_start)];
        sums++;
        row_start += row_bytes;
    }
}

void bc_f32_dense_lut8(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch)
{
    const uint32_t fan_in = layer->fan_in;
    const uint32_t outputs = layer->outputs;
    const uint32_t row_bytes = (fan_in + 7U) >> 3;
    /* the bytes of outputs % 4 rows */
    const uint32_t single_bytes =
        (((outputs & 1U) != 0U) ? row_bytes : 0U) + (((outputs & 2U) != 0U) ? (row_bytes << 1) : 0U);
    const uint8_t *const weights = (const uint8_t *)layer->weights;
    const float *const end = output + outputs;
    uint32_t done;
    /* volatile: compilers otherwise turn the loop into a call of memset, which not every firmware links */
    volatile float *clear = output;

    while (clear != end) {
        *clear++ = 0.0f;
    }
    for (done = 0U; done < fan_in; done += BC_TILE_INPUTS) {
        const uint32_t left = fan_in - done;
        const uint32_t count = (left < BC_TILE_INPUTS) ? left : BC_TILE_INPUTS;
        const uint8_t *tile = weights + (done >> 3);
        uint32_t single_rows = outputs; /* all of them, if there are less than 4 tables */
        float *table = scratch;
        uint32_t i;

        for (i = 0U; i < count; i += 8U) {
            float halves[32];

            bc_f32_sums(input + done + i, ((count - i) < 8U) ? (count - i) : 8U, halves);
            bc_build_table(halves, table);
            table += BC_TABLE_ENTRIES;
        }
        if ((table == (scratch + (4U * BC_TABLE_ENTRIES))) && (outputs >= 4U)) {
            single_rows = outputs & 3U;
            bc_add_tile(output + single_rows, end, tile + single_bytes, row_bytes, scratch);
        }
        table = scratch;
        for (i = 0U; i < count; i += 8U) {
            bc_add_table(output, output + single_rows, tile, row_bytes, table);
            tile++;
            table += BC_TABLE_ENTRIES;
        }
    }
    bc_f32_scale(&layer->scaling, outputs, output, output);
}
