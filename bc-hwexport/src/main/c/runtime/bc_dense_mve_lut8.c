/*
 * Fully connected layer with binary weights for cores with the vector extension MVE (Cortex-M55, M85): tables of 256
 * sums.
 *
 * Method: 8 neighbouring inputs have only 256 different sums of "the inputs whose weight is +1". They are written
 * into a table once, 8 sums with each instruction. The weight bytes of 8 outputs are the indices of a gather load,
 * which looks up 64 weights at once. Tables of 64 inputs are alive at a time. For layers with about 60 outputs and
 * more; bc_dense_mve is for the others.
 *
 * Weights: ROWS_BY_8 (bc_dense.h).
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: BC_DENSE_MVE_LUT8_SCRATCH_BYTES of scratch, whose contents do not matter.
 * This file contains no multiplication.
 */
#include "bc_dense.h"

#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
/** Hides where a pointer came from: compilers otherwise replace a loop of additions by a multiplication. */
#define BC_HIDE(pointer) __asm__("" : "+r"(pointer))
#else
#define BC_NOT_INLINED
#define BC_HIDE(pointer) (void)(pointer)
#endif

#if defined(__GNUC__) && defined(__ARM_FEATURE_MVE) && !defined(__ARMEB__) && defined(__OPTIMIZE__)
#define BC_MVE 1 /* without optimization there are not enough registers */
#include <arm_mve.h>
#else
#define BC_MVE 0
#endif

/** Groups of 8 inputs whose tables exist at the same time. The sum of one weight byte of each has less than 16 bits. */
#define BC_TILE_GROUPS 8U

/** The 256 sums of 8 inputs: sums[k] adds the inputs i for which bit i of k is 1. */
typedef union {
    uint16_t sums[256];
    uint32_t words[128]; /* the type of the scratch memory */
} bc_table;

/** Adds the groups of one row, whose weight bytes are stride apart, to its sum. */
static uint32_t bc_add_row(uint32_t sum, const uint8_t *weights, uint32_t stride, const bc_table *tables,
                           uint32_t groups)
{
    const bc_table *const end = tables + groups;

    while (tables != end) {
        sum += tables->sums[BC_ROM_U8(weights)];
        weights += stride;
        tables++;
    }
    return sum;
}

#if BC_MVE
/*
 * The 32 vectors of a table in Gray code order: each differs from the one before by one input, which is added or
 * subtracted. A vector has the sums of all combinations of inputs 0..2; BC_UP_n visits the combinations of n further
 * inputs, from none of them to the last one alone; BC_DOWN_n goes back. The parameter is the place in bytes.
 */
#define BC_STORE(at) "vstrw.32 q0, [%[table], #" at "]\n\t"
#define BC_ADD(i) "vadd.i16 q0, q0, %[input" i "]\n\t"
#define BC_SUBTRACT(i) "vsub.i16 q0, q0, %[input" i "]\n\t"
#define BC_UP_1(at) BC_STORE(at) BC_ADD("3") BC_STORE(at "+16")
#define BC_DOWN_1(at) BC_STORE(at "+16") BC_SUBTRACT("3") BC_STORE(at)
#define BC_UP_2(at) BC_UP_1(at) BC_ADD("4") BC_DOWN_1(at "+32")
#define BC_DOWN_2(at) BC_UP_1(at "+32") BC_SUBTRACT("4") BC_DOWN_1(at)
#define BC_UP_3(at) BC_UP_2(at) BC_ADD("5") BC_DOWN_2(at "+64")
#define BC_DOWN_3(at) BC_UP_2(at "+64") BC_SUBTRACT("5") BC_DOWN_2(at)
#define BC_UP_4(at) BC_UP_3(at) BC_ADD("6") BC_DOWN_3(at "+128")
#define BC_DOWN_4(at) BC_UP_3(at "+128") BC_SUBTRACT("6") BC_DOWN_3(at)
#define BC_UP_5(at) BC_UP_4(at) BC_ADD("7") BC_DOWN_4(at "+256")

/* Adds an input to some lanes: a predicate has two bits for each. */
#define BC_ADD_TO_LANES(predicate, i)         \
    "movw     %[lanes], #" predicate "\n\t"   \
    "vmsr     p0, %[lanes]\n\t"               \
    "vpst\n\t"                                \
    "vaddt.i16 q0, q0, %[input" i "]\n\t"

BC_NOT_INLINED
static void bc_build_table(bc_table *table, const uint8_t *input)
{
    uint32_t lanes;

    __asm__ volatile("vmov.i32 q0, #0\n\t"
                     BC_ADD_TO_LANES("0xCCCC", "0") /* lanes 1, 3, 5, 7 */
                     BC_ADD_TO_LANES("0xF0F0", "1") /* lanes 2, 3, 6, 7 */
                     BC_ADD_TO_LANES("0xFF00", "2") /* lanes 4, 5, 6, 7 */
                     BC_UP_5("0")
                     : [lanes] "=&r"(lanes)
                     : [table] "r"(table), [input0] "r"((uint32_t)input[0]), [input1] "r"((uint32_t)input[1]),
                       [input2] "r"((uint32_t)input[2]), [input3] "r"((uint32_t)input[3]),
                       [input4] "r"((uint32_t)input[4]), [input5] "r"((uint32_t)input[5]),
                       [input6] "r"((uint32_t)input[6]), [input7] "r"((uint32_t)input[7])
                     : "q0", "memory");
}

/* The next 8 weight bytes, one of each row of a block, select 8 sums. */
#define BC_ASM_GROUP(table)                       \
    "vldrb.u16 q0, [%[weights]], #8\n\t"          \
    "vldrh.u16 q2, [" table ", q0, uxtw #1]\n\t"  \
    "vadd.i16  q1, q1, q2\n\t"

/** Adds 8 groups of blocks of 8 rows, blocks > 0. */
BC_NOT_INLINED
static void bc_add_tile(uint32_t *sums, uint32_t blocks, const uint8_t *weights, uint32_t block_bytes,
                        const bc_table *tables)
{
    __asm__ volatile("dls       lr, %[blocks]\n"
                     "1:\n\t"
                     "vldrb.u16 q0, [%[weights]], #8\n\t"
                     "vldrh.u16 q1, [%[table0], q0, uxtw #1]\n\t"
                     BC_ASM_GROUP("%[table1]") BC_ASM_GROUP("%[table2]") BC_ASM_GROUP("%[table3]")
                     BC_ASM_GROUP("%[table4]") BC_ASM_GROUP("%[table5]") BC_ASM_GROUP("%[table6]")
                     BC_ASM_GROUP("%[table7]")
                     "vld20.32  {q2, q3}, [%[sums]]\n\t" /* sums of even lanes to q2, of odd lanes to q3 */
                     "vld21.32  {q2, q3}, [%[sums]]\n\t"
                     "vmovlb.u16 q0, q1\n\t"
                     "vmovlt.u16 q1, q1\n\t"
                     "vadd.i32  q2, q2, q0\n\t"
                     "vadd.i32  q3, q3, q1\n\t"
                     "vst20.32  {q2, q3}, [%[sums]]\n\t"
                     "vst21.32  {q2, q3}, [%[sums]]!\n\t"
                     "add       %[weights], %[skip]\n\t"
                     "le        lr, 1b"
                     : [sums] "+r"(sums), [weights] "+r"(weights)
                     : [blocks] "r"(blocks), [skip] "r"(block_bytes - 8U * BC_TILE_GROUPS), [table0] "r"(tables),
                       [table1] "r"(tables + 1), [table2] "r"(tables + 2), [table3] "r"(tables + 3),
                       [table4] "r"(tables + 4), [table5] "r"(tables + 5), [table6] "r"(tables + 6),
                       [table7] "r"(tables + 7)
                     : "q0", "q1", "q2", "q3", "lr", "memory");
}

/** Adds 1 to 7 groups of blocks of 8 rows. */
static void bc_add_groups(uint32_t *sums, uint32_t blocks, const uint8_t *weights, uint32_t block_bytes,
                          const bc_table *tables, uint32_t groups)
{
    while (blocks > 0U) {
        uint16x8_t vector = vdupq_n_u16(0U);
        uint32x4x2_t sum = vld2q_u32(sums);
        uint32_t g;

        for (g = 0U; g < groups; g++) {
            const uint16x8_t index = vldrbq_u16(weights + (g << 3));

            vector = vaddq_u16(vector, vldrhq_gather_shifted_offset_u16(tables[g].sums, index));
        }
        sum.val[0] = vaddq_u32(sum.val[0], vmovlbq_u16(vector));
        sum.val[1] = vaddq_u32(sum.val[1], vmovltq_u16(vector));
        vst2q_u32(sums, sum);
        sums += 8;
        weights += block_bytes;
        blocks--;
    }
}
#else
static void bc_build_table(bc_table *table, const uint8_t *input)
{
    uint32_t half = 1U;
    uint32_t i;

    table->sums[0] = 0U;
    for (i = 0U; i < 8U; i++) {
        uint32_t k;

        for (k = 0U; k < half; k++) {
            table->sums[half + k] = (uint16_t)(table->sums[k] + input[i]);
        }
        half += half;
    }
}

static void bc_add_groups(uint32_t *sums, uint32_t blocks, const uint8_t *weights, uint32_t block_bytes,
                          const bc_table *tables, uint32_t groups)
{
    while (blocks > 0U) {
        uint32_t r;

        for (r = 0U; r < 8U; r++) {
            *sums = bc_add_row(*sums, weights + r, 8U, tables, groups);
            sums++;
        }
        weights += block_bytes;
        blocks--;
    }
}

static void bc_add_tile(uint32_t *sums, uint32_t blocks, const uint8_t *weights, uint32_t block_bytes,
                        const bc_table *tables)
{
    bc_add_groups(sums, blocks, weights, block_bytes, tables, BC_TILE_GROUPS);
}
#endif

void bc_dense_mve_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t outputs = layer->outputs;
    const uint32_t blocks = outputs >> 3;
    const uint32_t rest_rows = outputs & 7U;
    const uint32_t block_bytes = ((uint32_t)layer->fan_in + 7U) & ~7U;
    bc_table *const tables = (bc_table *)scratch;
    uint32_t *const sums = scratch + ((BC_TILE_GROUPS * sizeof(bc_table)) >> 2);
    uint32_t *const rest_sums = sums + (blocks << 3);
    const uint8_t *weights = layer->weights;
    const uint8_t *rest_weights = weights;
    uint32_t left = layer->fan_in;
    uint32_t total = 0U;
    volatile uint32_t *clear; /* volatile: compilers otherwise call memset */
    uint32_t i;

    for (clear = sums; clear != (sums + outputs); clear++) {
        *clear = 0U;
    }
    for (i = 0U; i < blocks; i++) {
        rest_weights += block_bytes;
        BC_HIDE(rest_weights);
    }
    while (left > 0U) {
        uint32_t groups = 0U;

        while ((groups < BC_TILE_GROUPS) && (left > 0U)) {
            const uint32_t present = (left < 8U) ? left : 8U;

            if (present == 8U) {
                bc_build_table(&tables[groups], input);
            } else {
                uint8_t padded[8]; /* zeros stand for inputs that do not exist: their weights have no effect */

                for (i = 0U; i < 8U; i++) {
                    padded[i] = (i < present) ? input[i] : 0U;
                }
                bc_build_table(&tables[groups], padded);
            }
            total += tables[groups].sums[255];
            input += present;
            left -= present;
            groups++;
        }
        if ((groups == BC_TILE_GROUPS) && (blocks > 0U)) {
            bc_add_tile(sums, blocks, weights, block_bytes, tables);
        } else {
            bc_add_groups(sums, blocks, weights, block_bytes, tables, groups);
        }
        weights += groups << 3;
        for (i = 0U; i < rest_rows; i++) {
            rest_sums[i] = bc_add_row(rest_sums[i], rest_weights + i, rest_rows, tables, groups);
        }
        for (i = 0U; i < rest_rows; i++) {
            rest_weights += groups;
            BC_HIDE(rest_weights);
        }
    }
    bc_requantize_binary(&layer->requantization, 0U, outputs, sums, total, output);
}
