/*
 * Fully connected layer with binary weights for AVR: tables of 16 sums, for layers with few outputs.
 *
 * Method: 4 neighbouring inputs have 16 different sums of "the inputs whose weight is +1". They are written into a
 * table once, and each output then adds 8 weights with two look-ups, one for each half of a weight byte. Building the
 * tables of 8 inputs takes about 240 cycles; with more than about 130 outputs bc_dense_avr_lut8 is faster. The tables
 * of 64 inputs are alive at a time. They are interleaved in two arrays of 256 bytes that start at multiples of 256:
 * the index is the upper half of a byte address as it comes, and the table is the lower half.
 *
 * Weights: ROWS (bc_dense.h). On AVR they are in the first 64 KB of flash.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: BC_DENSE_AVR_LUT4_SCRATCH_BYTES of scratch, whose contents do not matter.
 * This file contains no multiplication.
 */
#include "bc_dense.h"

#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/* Without optimization the pointer registers are not all free. */
#if defined(__AVR_HAVE_MOVW__) && defined(__AVR_HAVE_LPMX__) && defined(__GNUC__) && defined(__OPTIMIZE__)
#define BC_AVR 1
#else
#define BC_AVR 0
#endif

/** Groups of 8 inputs whose tables exist at the same time. */
#define BC_TILE_GROUPS 8
#define BC_TILE_INPUTS 64

/*
 * The tables are two arrays of 256 bytes, one behind the other. Sum k of group g, 2 bytes, the low one first, starts at
 * byte 16 * k + 2 * g: of the inputs 0..3 of the group in the first array, of the inputs 4..7 in the second.
 */
#define BC_ARRAY_BYTES 256

#if BC_AVR
/* Sums in Gray code order: each differs from the one before by one input, which is added or subtracted. */
#define BC_STORE_Y(offset) "std Y+" offset ", %A[sum]\n\tstd Y+" offset "+1, %B[sum]\n\t"
#define BC_STORE_Z(offset) "std Z+" offset ", %A[sum]\n\tstd Z+" offset "+1, %B[sum]\n\t"
#define BC_ADD(i) "add %A[sum], %[input" i "]\n\tadc %B[sum], __zero_reg__\n\t"
#define BC_SUBTRACT(i) "sub %A[sum], %[input" i "]\n\tsbc %B[sum], __zero_reg__\n\t"

/* The next 4 inputs and their 16 sums. Y reaches sums 0-3, Z 4-7; then both move on by 8 sums, within the array. */
#define BC_ASM_TABLE                                                                                              \
    "clr  %A[sum]\n\t"                                                                                            \
    "clr  %B[sum]\n\t"                                                                                            \
    "ld   %[input0], X+\n\t"                                                                                      \
    "ld   %[input1], X+\n\t"                                                                                      \
    "ld   %[input2], X+\n\t"                                                                                      \
    "ld   %[input3], X+\n\t"                                                                                      \
    BC_STORE_Y("0") BC_ADD("0") BC_STORE_Y("16") BC_ADD("1") BC_STORE_Y("48") BC_SUBTRACT("0") BC_STORE_Y("32")   \
    BC_ADD("2")                                                                                                   \
    BC_STORE_Z("32") BC_ADD("0") BC_STORE_Z("48") BC_SUBTRACT("1") BC_STORE_Z("16") BC_SUBTRACT("0")              \
    BC_STORE_Z("0") BC_ADD("3")                                                                                   \
    "subi r28, 128\n\t"                                                                                           \
    "subi r30, 128\n\t"                                                                                           \
    BC_STORE_Z("0") BC_ADD("0") BC_STORE_Z("16") BC_ADD("1") BC_STORE_Z("48")                                     \
    "add  %A[total], %A[sum]\n\t"                                                                                 \
    "adc  %B[total], %B[sum]\n\t"                                                                                 \
    BC_SUBTRACT("0") BC_STORE_Z("32") BC_SUBTRACT("2")                                                            \
    BC_STORE_Y("32") BC_ADD("0") BC_STORE_Y("48") BC_SUBTRACT("1") BC_STORE_Y("16") BC_SUBTRACT("0")              \
    BC_STORE_Y("0")                                                                                               \
    "subi r28, 128\n\t"                                                                                           \
    "subi r30, 128\n\t"

/** Builds the tables of 1 to 8 groups; table points to sum 0 of the first one. Returns the sum of the inputs. */
BC_NOT_INLINED
static uint16_t bc_build_groups(uint8_t *table, const uint8_t *input, uint8_t groups)
{
    uint8_t *upper = table + 64;
    uint16_t sum;
    uint16_t total = 0U;
    uint8_t input0;
    uint8_t input1;
    uint8_t input2;
    uint8_t input3;

    __asm__ volatile("1:\n\t"
                     BC_ASM_TABLE
                     "inc  r29\n\t"
                     "inc  r31\n\t"
                     BC_ASM_TABLE
                     "dec  r29\n\t"
                     "dec  r31\n\t"
                     "subi r28, 254\n\t"
                     "subi r30, 254\n\t"
                     "dec  %[groups]\n\t"
                     "breq 2f\n\t"
                     "rjmp 1b\n"
                     "2:"
                     : [sum] "=&r"(sum), [total] "+r"(total), [table] "+y"(table), [upper] "+z"(upper),
                       [input] "+x"(input), [groups] "+r"(groups), [input0] "=&r"(input0), [input1] "=&r"(input1),
                       [input2] "=&r"(input2), [input3] "=&r"(input3)
                     :
                     : "memory");
    return total;
}

/* The next weight byte selects two sums of group g; select is the code that puts 2 * g into an address. */
#define BC_ASM_GROUP(select)   \
    "lpm  r26, Z+\n\t"         \
    "mov  r28, r26\n\t"        \
    "swap r26\n\t"             \
    "andi r26, 0xF0\n\t"       \
    "andi r28, 0xF0\n\t"       \
    select                     \
    "ld   %[byte], X+\n\t"     \
    "add  %[low], %[byte]\n\t" \
    "ld   %[byte], X\n\t"      \
    "adc  %[high], %[byte]\n\t" \
    "ld   %[byte], Y+\n\t"     \
    "add  %[low], %[byte]\n\t" \
    "ld   %[byte], Y\n\t"      \
    "adc  %[high], %[byte]\n\t"

#define BC_CONSTANT(twice_g) "ori  r26, " twice_g "\n\tori  r28, " twice_g "\n\t"

/*
 * Adds to a sum of 4 bytes, the uppermost of which is always 0 as 65535 * 255 < 2^24, and goes on to the next row; X
 * and Y keep pointing into their arrays.
 */
#define BC_ASM_NEXT_ROW              \
    "movw r26, %[sums]\n\t"          \
    "ld   %[byte], X\n\t"            \
    "add  %[byte], %[low]\n\t"       \
    "st   X+, %[byte]\n\t"           \
    "ld   %[byte], X\n\t"            \
    "adc  %[byte], %[high]\n\t"      \
    "st   X+, %[byte]\n\t"           \
    "ld   %[byte], X\n\t"            \
    "adc  %[byte], __zero_reg__\n\t" \
    "st   X+, %[byte]\n\t"           \
    "adiw r26, 1\n\t"                \
    "movw %[sums], r26\n\t"          \
    "mov  r27, r29\n\t"              \
    "dec  r27\n\t"                   \
    "add  r30, %A[skip]\n\t"         \
    "adc  r31, %B[skip]\n\t"

/** Adds 64 weights of each output. Their sum has less than 16 bits. */
BC_NOT_INLINED
static void bc_add_tile(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                        const uint8_t *tables)
{
    const uint8_t *first = tables;
    const uint8_t *second = tables + BC_ARRAY_BYTES;
    uint8_t low;
    uint8_t high;
    uint8_t byte;

    row_bytes -= BC_TILE_GROUPS;
    __asm__ volatile("1:\n\t"
                     "clr  %[low]\n\t"
                     "clr  %[high]\n\t"
                     BC_ASM_GROUP("")
                     BC_ASM_GROUP(BC_CONSTANT("2"))
                     BC_ASM_GROUP(BC_CONSTANT("4"))
                     BC_ASM_GROUP(BC_CONSTANT("6"))
                     BC_ASM_GROUP(BC_CONSTANT("8"))
                     BC_ASM_GROUP(BC_CONSTANT("10"))
                     BC_ASM_GROUP(BC_CONSTANT("12"))
                     BC_ASM_GROUP(BC_CONSTANT("14"))
                     BC_ASM_NEXT_ROW
                     "sbiw %[outputs], 1\n\t"
                     "breq 2f\n\t"
                     "rjmp 1b\n"
                     "2:"
                     : [sums] "+r"(sums), [weights] "+z"(weights), [first] "+x"(first), [second] "+y"(second),
                       [outputs] "+w"(outputs), [low] "=&r"(low), [high] "=&r"(high), [byte] "=&r"(byte)
                     : [skip] "r"(row_bytes)
                     : "memory");
}

/** Adds the weights of 1 to 8 groups of each output. */
BC_NOT_INLINED
static void bc_add_groups(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                          const uint8_t *tables, uint8_t groups)
{
    const uint8_t *first = tables;
    const uint8_t *second = tables + BC_ARRAY_BYTES;
    const uint8_t end = (uint8_t)(groups + groups);
    uint8_t low;
    uint8_t high;
    uint8_t byte;
    uint8_t g;

    row_bytes -= groups;
    __asm__ volatile("1:\n\t"
                     "clr  %[low]\n\t"
                     "clr  %[high]\n\t"
                     "clr  %[g]\n"
                     "2:\n\t"
                     BC_ASM_GROUP("or   r26, %[g]\n\tor   r28, %[g]\n\t")
                     "inc  %[g]\n\t"
                     "inc  %[g]\n\t"
                     "cp   %[g], %[end]\n\t"
                     "brne 2b\n\t"
                     BC_ASM_NEXT_ROW
                     "sbiw %[outputs], 1\n\t"
                     "brne 1b"
                     : [sums] "+r"(sums), [weights] "+z"(weights), [first] "+x"(first), [second] "+y"(second),
                       [outputs] "+w"(outputs), [low] "=&r"(low), [high] "=&r"(high), [byte] "=&r"(byte), [g] "=&r"(g)
                     : [skip] "r"(row_bytes), [end] "r"(end)
                     : "memory");
}
#else
/** Writes the 16 sums of 4 inputs; table points to sum 0. Returns the last one, of all inputs. */
static uint16_t bc_build_table(uint8_t *table, const uint8_t *input)
{
    uint16_t sum = 0U;
    uint8_t k;

    for (k = 0U; k < 16U; k++) {
        uint8_t i;

        sum = 0U;
        for (i = 0U; i < 4U; i++) {
            if (((k >> i) & 1U) != 0U) {
                sum = (uint16_t)(sum + input[i]);
            }
        }
        table[k << 4] = (uint8_t)(sum & 255U);
        table[(k << 4) + 1] = (uint8_t)(sum >> 8);
    }
    return sum;
}

/** Builds the tables of 1 to 8 groups; table points to sum 0 of the first one. Returns the sum of the inputs. */
BC_NOT_INLINED
static uint16_t bc_build_groups(uint8_t *table, const uint8_t *input, uint8_t groups)
{
    uint16_t total = 0U;

    while (groups > 0U) {
        total = (uint16_t)(total + bc_build_table(table, input));
        total = (uint16_t)(total + bc_build_table(table + BC_ARRAY_BYTES, input + 4));
        table += 2;
        input += 8;
        groups--;
    }
    return total;
}

/** Adds the weights of 1 to 8 groups of each output. */
static void bc_add_groups(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                          const uint8_t *tables, uint8_t groups)
{
    const uint32_t *const end = sums + outputs;
    uint32_t row = 0U;

    while (sums != end) {
        uint32_t sum = *sums;
        uint8_t g;

        for (g = 0U; g < groups; g++) {
            const uint8_t byte = BC_ROM_U8(weights + row + g);
            const uint8_t *const first = tables + (((byte & 0x0FU) << 4) | ((uint32_t)g << 1));
            const uint8_t *const second = tables + BC_ARRAY_BYTES + ((byte & 0xF0U) | ((uint32_t)g << 1));

            sum += (uint32_t)first[0] + second[0] + (((uint32_t)first[1] + second[1]) << 8);
        }
        *sums++ = sum;
        row += row_bytes;
    }
}

/** Adds 64 weights of each output. */
static void bc_add_tile(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                        const uint8_t *tables)
{
    bc_add_groups(sums, outputs, weights, row_bytes, tables, BC_TILE_GROUPS);
}
#endif

void bc_dense_avr_lut4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint16_t outputs = layer->outputs;
    const uint16_t row_bytes = (uint16_t)(((uint32_t)layer->fan_in + 7U) >> 3);
    uint32_t *const sums = scratch;
    uint8_t *const behind_sums = (uint8_t *)(scratch + outputs);
    /* The look-ups replace only the low byte of an address. */
    uint8_t *const tables = behind_sums + ((0U - (uintptr_t)behind_sums) & 255U);
    volatile uint32_t *clear; /* volatile: compilers otherwise call memset */
    const uint8_t *weights = layer->weights;
    uint16_t left = layer->fan_in;
    uint32_t total = 0U;

    for (clear = sums; clear != (sums + outputs); clear++) {
        *clear = 0U;
    }
    while (left > 0U) {
        uint8_t groups = (left < BC_TILE_INPUTS) ? (uint8_t)(left >> 3) : BC_TILE_GROUPS;

        if (groups > 0U) {
            total += bc_build_groups(tables, input, groups);
            input += groups << 3;
            left = (uint16_t)(left - (groups << 3));
        }
        if ((groups < BC_TILE_GROUPS) && (left > 0U)) {
            uint8_t padded[8]; /* zeros stand for inputs that do not exist: their weights have no effect */
            uint8_t i;

            for (i = 0U; i < 8U; i++) {
                padded[i] = (i < left) ? input[i] : 0U;
            }
            total += bc_build_groups(tables + groups + groups, padded, 1U);
            groups++;
            left = 0U;
        }
        if (groups == BC_TILE_GROUPS) {
            bc_add_tile(sums, outputs, weights, row_bytes, tables);
        } else {
            bc_add_groups(sums, outputs, weights, row_bytes, tables, groups);
        }
        weights += groups;
    }
    bc_requantize_binary(&layer->requantization, 0U, outputs, sums, total, output);
}
