/*
 * Fully connected layer with binary weights for AVR: tables of 256 sums.
 *
 * Method: 8 neighbouring inputs have only 256 different sums of "the inputs whose weight is +1". They are written
 * into a table once, and each output then adds 8 weights with one look-up: its weight byte is the index. Low and high
 * bytes of the sums lie in two arrays of 256 bytes that start at multiples of 256, so that the index needs no address
 * calculation. Tables of BC_DENSE_AVR_LUT8_TILE_GROUPS * 8 inputs are alive at a time. Building a table takes about
 * as long as 150 look-ups: for layers with about 130 outputs and more; bc_dense_avr_lut4 is for the others.
 *
 * Weights: ROWS (bc_dense.h). On AVR they are in the first 64 KB of flash.
 *
 * Ranges: fan_in and outputs 1..65535; input 0..255. All sums are exact.
 * Memory: BC_DENSE_AVR_LUT8_SCRATCH_BYTES of scratch, whose contents do not matter.
 * This file contains no multiplication.
 */
#include "bc_dense.h"

#include "bc_rom.h"

/** Groups of 8 inputs whose tables exist at the same time. */
#define BC_DENSE_AVR_LUT8_TILE_GROUPS 8

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

#define BC_TILE_GROUPS BC_DENSE_AVR_LUT8_TILE_GROUPS
#define BC_TILE_INPUTS (BC_TILE_GROUPS << 3)

/** The 256 sums of 8 inputs: sum k adds the inputs i for which bit i of k is 1. */
typedef struct {
    uint8_t low[256];
    uint8_t high[256];
} bc_table;

#if BC_AVR
/*
 * 64 sums in Gray code order: each differs from the one before by one input, which is added or subtracted. BC_UP_n
 * visits all combinations of the inputs 0 .. n-1, from none of them to input n-1 alone; BC_DOWN_n goes back.
 */
#define BC_STORE(k) "std Y+" k ", %A[sum]\n\tstd Z+" k ", %B[sum]\n\t"
#define BC_ADD(i) "add %A[sum], %[input" i "]\n\tadc %B[sum], __zero_reg__\n\t"
#define BC_SUBTRACT(i) "sub %A[sum], %[input" i "]\n\tsbc %B[sum], __zero_reg__\n\t"
#define BC_UP_1(k) BC_STORE(k) BC_ADD("0") BC_STORE(k "+1")
#define BC_DOWN_1(k) BC_STORE(k "+1") BC_SUBTRACT("0") BC_STORE(k)
#define BC_UP_2(k) BC_UP_1(k) BC_ADD("1") BC_DOWN_1(k "+2")
#define BC_DOWN_2(k) BC_UP_1(k "+2") BC_SUBTRACT("1") BC_DOWN_1(k)
#define BC_UP_3(k) BC_UP_2(k) BC_ADD("2") BC_DOWN_2(k "+4")
#define BC_DOWN_3(k) BC_UP_2(k "+4") BC_SUBTRACT("2") BC_DOWN_2(k)
#define BC_UP_4(k) BC_UP_3(k) BC_ADD("3") BC_DOWN_3(k "+8")
#define BC_DOWN_4(k) BC_UP_3(k "+8") BC_SUBTRACT("3") BC_DOWN_3(k)
#define BC_UP_5(k) BC_UP_4(k) BC_ADD("4") BC_DOWN_4(k "+16")
#define BC_DOWN_5(k) BC_UP_4(k "+16") BC_SUBTRACT("4") BC_DOWN_4(k)
#define BC_UP_6(k) BC_UP_5(k) BC_ADD("5") BC_DOWN_5(k "+32")

#define BC_ADD_TO_TOTAL(i) "add %A[total], %[input" i "]\n\tadc %B[total], __zero_reg__\n\t"

/** Builds the tables of groups of 8 inputs, which exist completely; groups > 0. Returns the sum of the inputs. */
BC_NOT_INLINED
static uint16_t bc_build_groups(bc_table *table, const uint8_t *input, uint8_t groups)
{
    uint8_t *low = table->low;
    uint8_t *high = table->high;
    uint16_t sum;
    uint16_t total = 0U;
    uint8_t input0;
    uint8_t input1;
    uint8_t input2;
    uint8_t input3;
    uint8_t input4;
    uint8_t input5;
    uint8_t input6;
    uint8_t input7;

    /* Inputs 6 and 7 make four blocks of 64 sums; the low bytes of Y and Z go from 0 to 64, 128, 192 and back to 0. */
    __asm__ volatile("1:\n\t"
                     "ld   %[input0], X+\n\t"
                     "ld   %[input1], X+\n\t"
                     "ld   %[input2], X+\n\t"
                     "ld   %[input3], X+\n\t"
                     "ld   %[input4], X+\n\t"
                     "ld   %[input5], X+\n\t"
                     "ld   %[input6], X+\n\t"
                     "ld   %[input7], X+\n\t"
                     BC_ADD_TO_TOTAL("0") BC_ADD_TO_TOTAL("1") BC_ADD_TO_TOTAL("2") BC_ADD_TO_TOTAL("3")
                     BC_ADD_TO_TOTAL("4") BC_ADD_TO_TOTAL("5") BC_ADD_TO_TOTAL("6") BC_ADD_TO_TOTAL("7")
                     "clr  %A[sum]\n\t"
                     "clr  %B[sum]\n"
                     "2:\n\t"
                     BC_UP_6("0")
                     BC_SUBTRACT("5")
                     "subi r30, 192\n\t"
                     "subi r28, 192\n\t"
                     "breq 4f\n\t"
                     "sbrc r28, 6\n\t"
                     "rjmp 3f\n\t"
                     BC_ADD("7") BC_SUBTRACT("6")
                     "rjmp 2b\n"
                     "3:\n\t"
                     BC_ADD("6")
                     "rjmp 2b\n"
                     "4:\n\t"
                     "subi r29, 254\n\t"
                     "subi r31, 254\n\t"
                     "dec  %[groups]\n\t"
                     "breq 5f\n\t"
                     "rjmp 1b\n"
                     "5:"
                     : [sum] "=&r"(sum), [total] "+r"(total), [low] "+y"(low), [high] "+z"(high), [input] "+x"(input),
                       [groups] "+r"(groups), [input0] "=&r"(input0), [input1] "=&r"(input1), [input2] "=&r"(input2),
                       [input3] "=&r"(input3), [input4] "=&r"(input4), [input5] "=&r"(input5), [input6] "=&r"(input6),
                       [input7] "=&r"(input7)
                     :
                     : "memory");
    return total;
}

/* The next weight byte selects a low and a high byte; the tables follow each other. */
#define BC_ASM_GROUP           \
    "inc  r27\n\t"             \
    "lpm  r26, Z+\n\t"         \
    "ld   %[byte], X\n\t"      \
    "inc  r27\n\t"             \
    "add  %[low], %[byte]\n\t" \
    "ld   %[byte], X\n\t"      \
    "adc  %[high], %[byte]\n\t"

/* Adds to a sum of 4 bytes, the uppermost of which is always 0: 65535 * 255 < 2^24. */
#define BC_ASM_ADD_TO_SUM            \
    "ld   %[byte], Y\n\t"            \
    "add  %[byte], %[low]\n\t"       \
    "st   Y+, %[byte]\n\t"           \
    "ld   %[byte], Y\n\t"            \
    "adc  %[byte], %[high]\n\t"      \
    "st   Y+, %[byte]\n\t"           \
    "ld   %[byte], Y\n\t"            \
    "adc  %[byte], __zero_reg__\n\t" \
    "st   Y+, %[byte]\n\t"           \
    "adiw r28, 1\n\t"

/** Adds 64 weights of each output. Their sum has less than 16 bits. */
BC_NOT_INLINED
static void bc_add_tile(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                        const bc_table *tables)
{
    uint8_t low;
    uint8_t high;
    uint8_t byte;

    row_bytes -= BC_TILE_GROUPS;
    __asm__ volatile("1:\n\t"
                     "lpm  r26, Z+\n\t"
                     "ld   %[low], X\n\t"
                     "inc  r27\n\t"
                     "ld   %[high], X\n\t"
                     BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP BC_ASM_GROUP
                     "subi r27, 15\n\t"
                     BC_ASM_ADD_TO_SUM
                     "add  r30, %A[skip]\n\t"
                     "adc  r31, %B[skip]\n\t"
                     "sbiw %[outputs], 1\n\t"
                     "breq 2f\n\t"
                     "rjmp 1b\n"
                     "2:"
                     : [sums] "+y"(sums), [weights] "+z"(weights), [tables] "+x"(tables), [outputs] "+w"(outputs),
                       [low] "=&r"(low), [high] "=&r"(high), [byte] "=&r"(byte)
                     : [skip] "r"(row_bytes)
                     : "memory");
}

/** Adds 8 weights of each output. */
BC_NOT_INLINED
static void bc_add_group(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                         const bc_table *table)
{
    uint8_t low;
    uint8_t high;
    uint8_t byte;

    __asm__ volatile("1:\n\t"
                     "lpm  r26, Z\n\t"
                     "ld   %[low], X\n\t"
                     "inc  r27\n\t"
                     "ld   %[high], X\n\t"
                     "dec  r27\n\t"
                     BC_ASM_ADD_TO_SUM
                     "add  r30, %A[skip]\n\t"
                     "adc  r31, %B[skip]\n\t"
                     "sbiw %[outputs], 1\n\t"
                     "brne 1b"
                     : [sums] "+y"(sums), [weights] "+z"(weights), [tables] "+x"(table), [outputs] "+w"(outputs),
                       [low] "=&r"(low), [high] "=&r"(high), [byte] "=&r"(byte)
                     : [skip] "r"(row_bytes)
                     : "memory");
}
#else
/** Builds the tables of groups of 8 inputs, which exist completely. Returns the sum of the inputs. */
static uint16_t bc_build_groups(bc_table *table, const uint8_t *input, uint8_t groups)
{
    uint16_t total = 0U;

    while (groups > 0U) {
        uint16_t sum = 0U;
        uint16_t k;

        for (k = 0U; k < 256U; k++) {
            uint8_t i;

            sum = 0U;
            for (i = 0U; i < 8U; i++) {
                if (((k >> i) & 1U) != 0U) {
                    sum = (uint16_t)(sum + input[i]);
                }
            }
            table->low[k] = (uint8_t)(sum & 255U);
            table->high[k] = (uint8_t)(sum >> 8);
        }
        total = (uint16_t)(total + sum); /* the last one has all inputs */
        table++;
        input += 8;
        groups--;
    }
    return total;
}

/** Adds 8 weights of each output. */
static void bc_add_group(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                         const bc_table *table)
{
    const uint32_t *const end = sums + outputs;
    uint32_t offset = 0U;

    while (sums != end) {
        const uint8_t k = BC_ROM_U8(weights + offset);

        *sums++ += table->low[k] | ((uint32_t)table->high[k] << 8);
        offset += row_bytes;
    }
}

/** Adds 64 weights of each output. */
static void bc_add_tile(uint32_t *sums, uint16_t outputs, const uint8_t *weights, uint16_t row_bytes,
                        const bc_table *tables)
{
    uint8_t i;

    for (i = 0U; i < BC_TILE_GROUPS; i++) {
        bc_add_group(sums, outputs, weights + i, row_bytes, tables + i);
    }
}
#endif

void bc_dense_avr_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint16_t outputs = layer->outputs;
    const uint16_t row_bytes = (uint16_t)(((uint32_t)layer->fan_in + 7U) >> 3);
    uint32_t *const sums = scratch;
    uint8_t *const behind_sums = (uint8_t *)(scratch + outputs);
    /* The look-ups replace only the low byte of an address. */
    bc_table *const tables = (bc_table *)(behind_sums + ((0U - (uintptr_t)behind_sums) & 255U));
    volatile uint32_t *clear; /* volatile: compilers otherwise call memset */
    const uint8_t *weights = layer->weights;
    uint16_t left = layer->fan_in;
    uint32_t total = 0U;

    for (clear = sums; clear != (sums + outputs); clear++) {
        *clear = 0U;
    }
    while (left > 0U) {
        if (left >= BC_TILE_INPUTS) {
            total += bc_build_groups(tables, input, BC_TILE_GROUPS);
            bc_add_tile(sums, outputs, weights, row_bytes, tables);
            input += BC_TILE_INPUTS;
            weights += BC_TILE_GROUPS;
            left = (uint16_t)(left - BC_TILE_INPUTS);
        } else {
            const uint8_t present = (left < 8U) ? (uint8_t)left : 8U;
            uint8_t padded[8]; /* zeros stand for inputs that do not exist: their weights have no effect */
            uint8_t i;

            for (i = 0U; i < 8U; i++) {
                padded[i] = (i < present) ? input[i] : 0U;
            }
            total += bc_build_groups(tables, padded, 1U);
            bc_add_group(sums, outputs, weights, row_bytes, tables);
            input += present;
            weights++;
            left = (uint16_t)(left - present);
        }
    }
    bc_requantize_binary(&layer->requantization, 0U, outputs, sums, total, output);
}
