/*
 * Convolution with binary weights by tables of subset sums, for four output positions at a time; see bc_conv.h for the
 * layout TAPS of the weights. No multiplication here.
 *
 * Method: the 8 channels of a group have only 256 different sums of "the channels whose weight is +1". They are written
 * into a table, and each output channel then adds 8 weights with one look-up: its weight byte is the index. A table
 * serves all taps that see its pixel, and all output channels. An output row is divided into quarters, of which the
 * last ones may be shorter, and the table of a column holds the sums of the corresponding pixels of all four quarters:
 * an entry is two words, each with two sums in its halves. So one look-up adds 32 weights.
 *
 *     for each row of the input, for each column of a quarter, for each block of groups:
 *         build the tables; for each tap that sees the column, for each output channel: add the entries of its groups.
 *
 * A position close to the border of its quarter also sees columns of the neighbouring quarter. Their tables exist: they
 * are those of the corresponding columns of its own quarter, with the sums moved by one quarter. That needs zeros
 * outside of the input; with another pad_value, and where the input is wider than the output, such columns get tables
 * of their own.
 *
 * The sums of all output rows that the input row contributes to are kept; when the last input row of an output row is
 * done, its sums become outputs. Input rows outside are skipped if pad_value is 0, because they add nothing.
 *
 * Entry k of the tables of a block of n groups is at words 2 * n * k .. 2 * n * k + 2 * n - 1, two for each group. The
 * first word has the sums of quarters 0 (low half) and 1, the second one those of quarters 2 and 3. The sums of a block
 * do not exceed 8 * 8 * 255, so the halves never mix. Those of the layer have four words for each output channel: words
 * 0 and 2 add the words of the entries, words 1 and 3 their high halves. The sum of quarter 1 is word 1, that of
 * quarter 0 is word 0 - 2^16 * word 1 modulo 2^32: so nothing has to be masked.
 *
 * Memory: the tables of one block, 2 KB a group, and four words for each output channel, and for the total of the
 * inputs, for each column of a quarter, for each row of (kernel_height - 1) * dilation_y / stride_y + 1 rows.
 */
#include "bc_conv.h"
#include "bc_conv_window.h"
#include "bc_rom.h"

#if defined(__thumb2__) && defined(__GNUC__)
#define BC_HAS_THUMB2 1
#else
#define BC_HAS_THUMB2 0
#endif
#if defined(__thumb__) && !defined(__thumb2__) && defined(__GNUC__)
#define BC_HAS_THUMB1 1
#else
#define BC_HAS_THUMB1 0
#endif

/* What depends on the size of a block exists once for each size, with the size as a constant. */
#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#define BC_INLINED inline __attribute__((always_inline))
#else
#define BC_NOT_INLINED
#define BC_INLINED inline
#endif

#if defined(__GNUC__) && (__GNUC__ >= 8) && !defined(__clang__)
#define BC_UNROLL_4 _Pragma("GCC unroll 4")
#else
#define BC_UNROLL_4
#endif

/** The corresponding pixels of the four quarters: where they are in the input, if they are inside of it. */
typedef struct {
    uint32_t offset[4];
    int is_inside[4];
} bc_conv_pixels;

/** What does not change during a layer, and where it has got to. */
typedef struct {
    const bc_conv_layer *layer;
    uint32_t *tables;
    uint32_t quarter;         /**< positions in a quarter of an output row */
    uint32_t quarter_columns; /**< their distance from those of the next quarter, in columns of the input */
    uint32_t columns;         /**< columns that the positions of the first quarter see */
    int is_closed;            /**< whether tables of the columns of a quarter are enough */
    uint32_t position_words;  /**< words of the sums of a position and its corresponding ones */
    uint32_t row_words;       /**< words of the sums of an output row */
    uint32_t tap_bytes;       /**< bytes of the weights of a tap */
    uint32_t tap_row_bytes;   /**< bytes of the weights of a row of taps */
    uint32_t *sums;           /**< the sums of the output rows, used in turn */
    uint32_t *sums_end;
    uint32_t *oldest_sums;    /**< of the oldest output row that is not complete */
    uint32_t oldest_start;    /**< the first row it sees, counted from the first one of all */
    uint32_t rows_left;       /**< output rows that are not complete */
} bc_conv_state;

/**
 * The channels of a group, from which its table is built. Everything has two words, as an entry has. A channel is held
 * as what it adds to the entry before the first one that it is in: the channel minus all earlier ones of its half,
 * modulo 2^32. Neighbouring entries then differ by one addition: entry 6 is entry 5 plus channel 1 - channel 0.
 */
typedef struct {
    uint32_t late[8];   /**< channels 4 to 7 */
    uint32_t none[2];   /**< 0: from it the sums of channels 4 to 7 start */
    uint32_t early[8];  /**< channels 0 to 3 */
    uint32_t sums[32];  /**< the sums of channels 4 to 7: from them those of all channels start */
} bc_conv_group;

/** Reads one word of four channels: two pixels. */
static inline void bc_read_channels(uint32_t *words, const uint8_t *first, const uint8_t *second)
{
    const uint32_t value0 = first[0] | ((uint32_t)second[0] << 16);
    const uint32_t value1 = first[1] | ((uint32_t)second[1] << 16);
    const uint32_t value2 = first[2] | ((uint32_t)second[2] << 16);
    const uint32_t value3 = first[3] | ((uint32_t)second[3] << 16);
    const uint32_t sum = value0 + value1;

    words[0] = value0;
    words[2] = value1 - value0;
    words[4] = value2 - sum;
    words[6] = value3 - value2 - sum;
}

/** Reads the channels of a group; those that do not exist are 0. */
BC_NOT_INLINED
static void bc_read_group(bc_conv_group *group, const uint8_t *input, const bc_conv_pixels *pixels, uint32_t channel,
                          uint32_t present, const uint8_t *padding)
{
    const uint8_t *first[4];
    uint8_t partial[4][8];
    uint32_t i;
    uint32_t k;

    for (i = 0U; i < 4U; i++) {
        first[i] = pixels->is_inside[i] ? (input + pixels->offset[i] + channel) : padding;
        if (present < 8U) {
            for (k = 0U; k < 8U; k++) {
                partial[i][k] = (k < present) ? first[i][k] : 0U;
            }
            first[i] = partial[i];
        }
    }
    group->none[0] = 0U;
    group->none[1] = 0U;
    for (i = 0U; i < 2U; i++) {
        bc_read_channels(group->early + i, first[2U * i], first[(2U * i) + 1U]);
        bc_read_channels(group->late + i, first[2U * i] + 4, first[(2U * i) + 1U] + 4);
    }
}

/*
 * BC_BUILD_SUMS(table, values, end, shift) fills parts of 16 entries of a table, 2^shift bytes apart: the sums of a
 * first value and any of four channels. values are the four channels, and behind them, up to end, one first value for
 * each part. r7 is not used, because it can be the frame pointer.
 */
#if BC_HAS_THUMB2
#define BC_ANY_REGISTER "r"
#define BC_LOAD_DIFFERENCES "ldmia %[values]!, {r4, r5, r6, r8, r9, r10, r11, lr}\n"
#define BC_LOAD_FIRST "ldrd r2, r3, [%[values]], #8\n\t"
#define BC_STORE_ENTRY(shift) "strd r2, r3, [%[table]], #(1 << " #shift ")\n\t"
#elif BC_HAS_THUMB1
#define BC_ANY_REGISTER "h"
#define BC_LOAD_DIFFERENCES                                                                                            \
    "ldmia %[values]!, {r4, r5, r6}\n\t"                                                                               \
    "ldmia %[values]!, {r2, r3}\n\t"                                                                                   \
    "mov r8, r2\n\t"                                                                                                   \
    "mov r9, r3\n\t"                                                                                                   \
    "ldmia %[values]!, {r2, r3}\n\t"                                                                                   \
    "mov r10, r2\n\t"                                                                                                  \
    "mov r11, r3\n\t"                                                                                                  \
    "ldmia %[values]!, {r2}\n\t"                                                                                       \
    "mov lr, r2\n"
#define BC_LOAD_FIRST "ldmia %[values]!, {r2, r3}\n\t"
#define BC_STORE_ENTRY(shift) "stmia %[table]!, {r2, r3}\n\tadds %[table], #((1 << " #shift ") - 8)\n\t"
#endif
#if BC_HAS_THUMB2 || BC_HAS_THUMB1
#define BC_NEXT_ENTRY(low, high, shift) "add r2, r2, " #low "\n\tadd r3, r3, " #high "\n\t" BC_STORE_ENTRY(shift)
#define BC_BUILD_SUMS(first_table, first_values, end_of_values, shift)                                                 \
    do {                                                                                                               \
        uint32_t *table_ = (first_table);                                                                              \
        const uint32_t *values_ = (first_values);                                                                      \
                                                                                                                       \
        __asm__ volatile(".syntax unified\n\t" BC_LOAD_DIFFERENCES                                                     \
                         "1:\n\t" BC_LOAD_FIRST                                                                        \
                         BC_STORE_ENTRY(shift)                                                                         \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r6, r8, shift)                                                                  \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r9, r10, shift)                                                                 \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r6, r8, shift)                                                                  \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r11, lr, shift)                                                                 \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r6, r8, shift)                                                                  \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r9, r10, shift)                                                                 \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         BC_NEXT_ENTRY(r6, r8, shift)                                                                  \
                         BC_NEXT_ENTRY(r4, r5, shift)                                                                  \
                         "cmp %[values], %[end]\n\t"                                                                   \
                         "bne 1b"                                                                                      \
                         : [table] "+l"(table_), [values] "+l"(values_)                                                \
                         : [end] BC_ANY_REGISTER(end_of_values)                                                        \
                         : "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r11", "lr", "cc", "memory");              \
    } while (0)
#else
#define BC_STORE_ENTRY()                                                                                               \
    table[0] = low;                                                                                                    \
    table[1] = high;                                                                                                   \
    table += 1U << (shift - 2U)
#define BC_NEXT_ENTRY(channel)                                                                                         \
    low += low##channel;                                                                                               \
    high += high##channel;                                                                                             \
    BC_STORE_ENTRY()

static BC_INLINED void bc_build_sums(uint32_t *table, const uint32_t *values, const uint32_t *end, const uint32_t shift)
{
    const uint32_t low0 = values[0];
    const uint32_t high0 = values[1];
    const uint32_t low1 = values[2];
    const uint32_t high1 = values[3];
    const uint32_t low2 = values[4];
    const uint32_t high2 = values[5];
    const uint32_t low3 = values[6];
    const uint32_t high3 = values[7];

    values += 8;
    while (values != end) {
        uint32_t low = values[0];
        uint32_t high = values[1];

        values += 2;
        BC_STORE_ENTRY();
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(1);
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(2);
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(1);
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(3);
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(1);
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(2);
        BC_NEXT_ENTRY(0);
        BC_NEXT_ENTRY(1);
        BC_NEXT_ENTRY(0);
    }
}
#define BC_BUILD_SUMS(table, values, end, shift) bc_build_sums(table, values, end, shift)
#endif

BC_NOT_INLINED static void bc_build_table_of_1(uint32_t *table, const bc_conv_group *group)
{
    BC_BUILD_SUMS(table, group->early, group->sums + 32, 3);
}

BC_NOT_INLINED static void bc_build_table_of_2(uint32_t *table, const bc_conv_group *group)
{
    BC_BUILD_SUMS(table, group->early, group->sums + 32, 4);
}

BC_NOT_INLINED static void bc_build_table_of_4(uint32_t *table, const bc_conv_group *group)
{
    BC_BUILD_SUMS(table, group->early, group->sums + 32, 5);
}

BC_NOT_INLINED static void bc_build_table_of_8(uint32_t *table, const bc_conv_group *group)
{
    BC_BUILD_SUMS(table, group->early, group->sums + 32, 6);
}

/** Fills the table of one group of a block of 2^size groups. */
BC_NOT_INLINED static void bc_build_table(uint32_t size, uint32_t *table, bc_conv_group *group)
{
    BC_BUILD_SUMS(group->sums, group->late, group->none + 2, 3);
    switch (size) {
    case 0U:
        bc_build_table_of_1(table, group);
        break;
    case 1U:
        bc_build_table_of_2(table, group);
        break;
    case 2U:
        bc_build_table_of_4(table, group);
        break;
    default:
        bc_build_table_of_8(table, group);
        break;
    }
}

/** Adds the entries of two words to the four words of a sum. */
static inline void bc_add_words(uint32_t *sums, uint32_t low, uint32_t high)
{
    sums[0] += low;
    sums[1] += low >> 16;
    sums[2] += high;
    sums[3] += high >> 16;
}

/*
 * The inner loops: each adds a block of one tap to the sums of all output channels, up to sums_end. The entries stay as
 * they are, or move to the positions of the earlier or the later quarter.
 */
#if BC_HAS_THUMB2
/* The weight byte of group 0, with the step to the next output channel; its entry begins the sums in r2 and r3. */
#define BC_FIRST_ENTRY(groups, shift)                                                                                  \
    "ldrb r4, [%[weights]], #" #groups "\n\t"                                                                          \
    "add r4, %[tables], r4, lsl #" #shift "\n\t"                                                                       \
    "ldrd r2, r3, [r4]\n\t"
#define BC_ADD_ENTRY(group, groups, shift)                                                                             \
    "ldrb r4, [%[weights], #(" #group " - " #groups ")]\n\t"                                                           \
    "add r4, %[tables], r4, lsl #" #shift "\n\t"                                                                       \
    "ldrd r4, r5, [r4, #(8 * " #group ")]\n\t"                                                                         \
    "add r2, r2, r4\n\t"                                                                                               \
    "add r3, r3, r5\n\t"
#define BC_STAY
#define BC_EARLIER "lsr r2, r2, #16\n\torr r2, r2, r3, lsl #16\n\tlsr r3, r3, #16\n\t"
#define BC_LATER "lsl r3, r3, #16\n\torr r3, r3, r2, lsr #16\n\tlsl r2, r2, #16\n\t"
#define BC_ADD_TAP(groups, entries, move)                                                                              \
    __asm__ volatile(".syntax unified\n"                                                                               \
                     "1:\n\t" entries move "ldmia %[sums], {r4, r5, r6, r8}\n\t"                                       \
                     "add r4, r4, r2\n\t"                                                                              \
                     "add r5, r5, r2, lsr #16\n\t"                                                                     \
                     "add r6, r6, r3\n\t"                                                                              \
                     "add r8, r8, r3, lsr #16\n\t"                                                                     \
                     "stmia %[sums]!, {r4, r5, r6, r8}\n\t"                                                            \
                     "cmp %[sums], %[sums_end]\n\t"                                                                    \
                     "bne 1b"                                                                                          \
                     : [weights] "+r"(weights), [sums] "+r"(sums)                                                      \
                     : [tables] "r"(tables), [sums_end] "r"(sums_end)                                                  \
                     : "r2", "r3", "r4", "r5", "r6", "r8", "cc", "memory")
#elif BC_HAS_THUMB1
#define BC_FIRST_ENTRY(groups, shift)                                                                                  \
    "ldrb r3, [%[weights]]\n\t"                                                                                        \
    "lsls r3, r3, #" #shift "\n\t"                                                                                     \
    "adds r3, %[tables], r3\n\t"                                                                                       \
    "ldr r5, [r3]\n\t"                                                                                                 \
    "ldr r6, [r3, #4]\n\t"
#define BC_ADD_ENTRY(group, groups, shift)                                                                             \
    "ldrb r3, [%[weights], #" #group "]\n\t"                                                                           \
    "lsls r3, r3, #" #shift "\n\t"                                                                                     \
    "adds r3, %[tables], r3\n\t"                                                                                       \
    "ldr r4, [r3, #(8 * " #group ")]\n\t"                                                                              \
    "ldr r3, [r3, #(8 * " #group " + 4)]\n\t"                                                                          \
    "adds r5, r5, r4\n\t"                                                                                              \
    "adds r6, r6, r3\n\t"
#define BC_ADD_SUM(low_or_high)                                                                                        \
    "ldr r3, [%[sums]]\n\t"                                                                                            \
    "ldr r4, [%[sums], #4]\n\t"                                                                                        \
    "adds r3, r3, " #low_or_high "\n\t"                                                                                \
    "lsrs " #low_or_high ", " #low_or_high ", #16\n\t"                                                                 \
    "adds r4, r4, " #low_or_high "\n\t"                                                                                \
    "stmia %[sums]!, {r3, r4}\n\t"
#define BC_STAY
#define BC_EARLIER "lsrs r5, r5, #16\n\tlsls r3, r6, #16\n\torrs r5, r5, r3\n\tlsrs r6, r6, #16\n\t"
#define BC_LATER "lsls r6, r6, #16\n\tlsrs r3, r5, #16\n\torrs r6, r6, r3\n\tlsls r5, r5, #16\n\t"
#define BC_ADD_TAP(groups, entries, move)                                                                              \
    __asm__ volatile(".syntax unified\n"                                                                               \
                     "1:\n\t" entries move BC_ADD_SUM(r5) BC_ADD_SUM(r6)                                               \
                     "adds %[weights], #" #groups "\n\t"                                                               \
                     "cmp %[sums], %[sums_end]\n\t"                                                                    \
                     "bne 1b"                                                                                          \
                     : [weights] "+l"(weights), [sums] "+l"(sums)                                                      \
                     : [tables] "l"(tables), [sums_end] "h"(sums_end)                                                  \
                     : "r3", "r4", "r5", "r6", "cc", "memory")
#else
/* Compilers otherwise add the place of the group to each index; a load does that for nothing. */
#if defined(__GNUC__)
#define BC_OPAQUE(pointer) __asm__("" : "+r"(pointer))
#else
#define BC_OPAQUE(pointer)
#endif
#define BC_FIRST_ENTRY(groups, shift)                                                                                  \
    entry = tables + ((uint32_t)BC_ROM_U8(weights) << ((shift) - 2));                                                  \
    low = entry[0];                                                                                                    \
    high = entry[1];
#define BC_ADD_ENTRY(group, groups, shift)                                                                             \
    entry = tables + ((uint32_t)BC_ROM_U8(weights + (group)) << ((shift) - 2));                                        \
    BC_OPAQUE(entry);                                                                                                  \
    low += entry[2 * (group)];                                                                                         \
    high += entry[(2 * (group)) + 1];
#define BC_STAY
#define BC_EARLIER                                                                                                     \
    low = (low >> 16) | (high << 16);                                                                                  \
    high >>= 16;
#define BC_LATER                                                                                                       \
    high = (high << 16) | (low >> 16);                                                                                 \
    low <<= 16;
#define BC_ADD_TAP(groups, entries, move)                                                                              \
    do {                                                                                                               \
        const uint32_t *entry;                                                                                         \
        uint32_t low;                                                                                                  \
        uint32_t high;                                                                                                 \
                                                                                                                       \
        entries move                                                                                                   \
        bc_add_words(sums, low, high);                                                                                 \
        weights += (groups);                                                                                           \
        sums += 4;                                                                                                     \
    } while (sums != sums_end)
#endif

#define BC_DEFINE_ADD_TAP(name, groups, entries, move)                                                                 \
    BC_NOT_INLINED static void name(const uint32_t *tables, const uint8_t *weights, uint32_t *sums,                    \
                                    const uint32_t *sums_end)                                                          \
    {                                                                                                                  \
        BC_ADD_TAP(groups, entries, move);                                                                             \
    }
#define BC_ENTRIES_OF_1                                                                                                \
    BC_FIRST_ENTRY(1, 3)
#define BC_ENTRIES_OF_2                                                                                                \
    BC_FIRST_ENTRY(2, 4) BC_ADD_ENTRY(1, 2, 4)
#define BC_ENTRIES_OF_4                                                                                                \
    BC_FIRST_ENTRY(4, 5) BC_ADD_ENTRY(1, 4, 5) BC_ADD_ENTRY(2, 4, 5) BC_ADD_ENTRY(3, 4, 5)
#define BC_ENTRIES_OF_8                                                                                                \
    BC_FIRST_ENTRY(8, 6) BC_ADD_ENTRY(1, 8, 6) BC_ADD_ENTRY(2, 8, 6) BC_ADD_ENTRY(3, 8, 6)                             \
    BC_ADD_ENTRY(4, 8, 6) BC_ADD_ENTRY(5, 8, 6) BC_ADD_ENTRY(6, 8, 6) BC_ADD_ENTRY(7, 8, 6)
BC_DEFINE_ADD_TAP(bc_add_tap_of_1, 1, BC_ENTRIES_OF_1, BC_STAY)
BC_DEFINE_ADD_TAP(bc_add_tap_of_1_earlier, 1, BC_ENTRIES_OF_1, BC_EARLIER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_1_later, 1, BC_ENTRIES_OF_1, BC_LATER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_2, 2, BC_ENTRIES_OF_2, BC_STAY)
BC_DEFINE_ADD_TAP(bc_add_tap_of_2_earlier, 2, BC_ENTRIES_OF_2, BC_EARLIER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_2_later, 2, BC_ENTRIES_OF_2, BC_LATER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_4, 4, BC_ENTRIES_OF_4, BC_STAY)
BC_DEFINE_ADD_TAP(bc_add_tap_of_4_earlier, 4, BC_ENTRIES_OF_4, BC_EARLIER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_4_later, 4, BC_ENTRIES_OF_4, BC_LATER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_8, 8, BC_ENTRIES_OF_8, BC_STAY)
BC_DEFINE_ADD_TAP(bc_add_tap_of_8_earlier, 8, BC_ENTRIES_OF_8, BC_EARLIER)
BC_DEFINE_ADD_TAP(bc_add_tap_of_8_later, 8, BC_ENTRIES_OF_8, BC_LATER)

/** Which positions the entries of a column are for: those of the same quarter, or of the one before or behind. */
enum { BC_SAME_QUARTER = 0, BC_EARLIER_QUARTER = 4, BC_LATER_QUARTER = 8 };

/** Adds a block of 2^size groups of one tap to the sums of all output channels. */
static void bc_add_tap(uint32_t size, uint32_t quarter, const uint32_t *tables, const uint8_t *weights,
                       uint32_t *sums, const uint32_t *sums_end)
{
    switch (size + quarter) {
    case 0U:
        bc_add_tap_of_1(tables, weights, sums, sums_end);
        break;
    case 1U:
        bc_add_tap_of_2(tables, weights, sums, sums_end);
        break;
    case 2U:
        bc_add_tap_of_4(tables, weights, sums, sums_end);
        break;
    case 3U:
        bc_add_tap_of_8(tables, weights, sums, sums_end);
        break;
    case 4U:
        bc_add_tap_of_1_earlier(tables, weights, sums, sums_end);
        break;
    case 5U:
        bc_add_tap_of_2_earlier(tables, weights, sums, sums_end);
        break;
    case 6U:
        bc_add_tap_of_4_earlier(tables, weights, sums, sums_end);
        break;
    case 7U:
        bc_add_tap_of_8_earlier(tables, weights, sums, sums_end);
        break;
    case 8U:
        bc_add_tap_of_1_later(tables, weights, sums, sums_end);
        break;
    case 9U:
        bc_add_tap_of_2_later(tables, weights, sums, sums_end);
        break;
    case 10U:
        bc_add_tap_of_4_later(tables, weights, sums, sums_end);
        break;
    default:
        bc_add_tap_of_8_later(tables, weights, sums, sums_end);
        break;
    }
}

/**
 * Whether one of several taps, dilation apart, is at a distance from the first one.
 *
 * @param step   the bytes of the weights of a tap
 * @param offset receives where those of the tap found are
 */
static inline int bc_find_tap(uint32_t distance, uint32_t dilation, uint32_t taps, uint32_t step, uint32_t *offset)
{
    uint32_t weights = 0U;

    while (distance >= dilation) {
        distance -= dilation;
        weights += step;
        taps--;
        if (taps == 0U) {
            return 0;
        }
    }
    *offset = weights;
    return distance == 0U;
}

/**
 * Adds the tables of a block to all positions that see a column.
 *
 * @param row_weights the block in the first tap of a row of taps
 * @param row_sums    the sums of an output row
 * @param column      counted from the first column that the first position sees
 * @param quarter     where the column of the tables is: it is not that one, but a quarter before or behind it
 * @param low, high   the sums of all inputs of the block
 */
BC_NOT_INLINED
static void bc_add_to_row(const bc_conv_state *state, uint32_t size, const uint8_t *row_weights, uint32_t *row_sums,
                          uint32_t column, uint32_t quarter, uint32_t low, uint32_t high)
{
    const bc_conv_layer *const layer = state->layer;
    const uint32_t sum_words = state->position_words - 4U;
    uint32_t left = state->quarter;
    uint32_t start = 0U; /* the first column that the position sees */

    if (quarter == (uint32_t)BC_EARLIER_QUARTER) {
        low = (low >> 16) | (high << 16);
        high >>= 16;
    } else if (quarter == (uint32_t)BC_LATER_QUARTER) {
        high = (high << 16) | (low >> 16);
        low <<= 16;
    } else {
        /* The positions of the column itself: nothing moves. */
    }
    while ((left > 0U) && (start <= column)) {
        uint32_t offset;

        if (bc_find_tap(column - start, layer->dilation_x, layer->kernel_width, state->tap_bytes, &offset) != 0) {
            bc_add_tap(size, quarter, state->tables, row_weights + offset, row_sums, row_sums + sum_words);
            bc_add_words(row_sums + sum_words, low, high);
        }
        row_sums += state->position_words;
        start += layer->stride_x;
        left--;
    }
}

/** Adds one column of an input row, and the corresponding ones, to all sums. */
static void bc_add_column(const bc_conv_state *state, const uint8_t *input, const bc_conv_pixels *pixels, uint32_t row,
                          uint32_t column)
{
    const bc_conv_layer *const layer = state->layer;
    const uint32_t channels = layer->input_channels;
    const uint8_t *weights = layer->weights;
    uint8_t padding[8];
    uint32_t groups_left = (channels + 7U) >> 3;
    uint32_t channel = 0U;
    uint32_t size = 3U; /* of the block, as a power of two */
    uint32_t i;

    for (i = 0U; i < 8U; i++) {
        padding[i] = layer->pad_value;
    }
    while (groups_left > 0U) {
        bc_conv_group group;
        uint32_t low = 0U; /* the sums of all inputs of the block */
        uint32_t high = 0U;
        uint32_t *table = state->tables;
        uint32_t groups;
        uint32_t left;
        uint32_t start = state->oldest_start;
        uint32_t *row_sums = state->oldest_sums;

        while ((groups_left >> size) == 0U) {
            size--;
        }
        groups = (uint32_t)1U << size;
        for (left = groups; left > 0U; left--) {
            const uint32_t *const last_entry = table + (255U << (size + 1U));

            bc_read_group(&group, input, pixels, channel, channels - channel, padding);
            bc_build_table(size, table, &group);
            low += last_entry[0];
            high += last_entry[1];
            table += 2;
            channel += 8U;
        }
        for (left = state->rows_left; (left > 0U) && (start <= row); left--) {
            uint32_t offset;

            if (bc_find_tap(row - start, layer->dilation_y, layer->kernel_height, state->tap_row_bytes, &offset) != 0) {
                bc_add_to_row(state, size, weights + offset, row_sums, column, BC_SAME_QUARTER, low, high);
                if (state->is_closed != 0) {
                    bc_add_to_row(state, size, weights + offset, row_sums, column + state->quarter_columns,
                                  BC_EARLIER_QUARTER, low, high);
                    if (column >= state->quarter_columns) {
                        bc_add_to_row(state, size, weights + offset, row_sums, column - state->quarter_columns,
                                      BC_LATER_QUARTER, low, high);
                    }
                }
            }
            start += layer->stride_y;
            row_sums += state->row_words;
            if (row_sums == state->sums_end) {
                row_sums = state->sums;
            }
        }
        groups_left -= groups;
        weights += (uint32_t)layer->output_channels << size;
    }
}

/** Whether one of several positions, stride apart, sees a row or column. */
BC_NOT_INLINED
static int bc_is_seen(uint32_t place, uint32_t first, uint32_t stride, uint32_t positions, uint32_t dilation,
                      uint32_t taps)
{
    uint32_t offset;

    while ((positions > 0U) && (first <= place)) {
        if (bc_find_tap(place - first, dilation, taps, 0U, &offset) != 0) {
            return 1;
        }
        first += stride;
        positions--;
    }
    return 0;
}

/** Whether a position of the first quarter sees a column. */
static int bc_is_column_seen(const bc_conv_state *state, uint32_t column)
{
    const bc_conv_layer *const layer = state->layer;

    return bc_is_seen(column, 0U, layer->stride_x, state->quarter, layer->dilation_x, layer->kernel_width);
}

/**
 * Adds an input row to all sums.
 *
 * @param row        counted from the first row that the first output row sees
 * @param is_inside  whether it is in the input
 * @param row_offset where the first column that the first position sees is in the input, modulo 2^32
 */
static void bc_add_row(const bc_conv_state *state, const uint8_t *input, uint32_t row, int is_inside,
                       uint32_t row_offset)
{
    const bc_conv_layer *const layer = state->layer;
    const uint32_t quarter_columns = state->quarter_columns;
    const uint32_t quarter_bytes = bc_product(quarter_columns, layer->input_channels);
    uint32_t column = 0U;
    uint32_t columns_left = state->columns;

    if (state->is_closed != 0) {
        column = layer->pad_left;
        row_offset += bc_product(layer->input_channels, layer->pad_left);
        columns_left = quarter_columns;
    }
    while (columns_left > 0U) {
        bc_conv_pixels pixels;
        uint32_t x = column - layer->pad_left;
        uint32_t offset = row_offset;
        int adds_nothing = (layer->pad_value == 0U);
        uint32_t i;

        for (i = 0U; i < 4U; i++) {
            pixels.offset[i] = offset;
            pixels.is_inside[i] = is_inside && (x < layer->input_width);
            if (pixels.is_inside[i] != 0) {
                adds_nothing = 0;
            }
            x += quarter_columns;
            offset += quarter_bytes;
        }
        if (!adds_nothing &&
            (bc_is_column_seen(state, column) ||
             (state->is_closed &&
              (bc_is_column_seen(state, column + quarter_columns) ||
               ((column >= quarter_columns) && bc_is_column_seen(state, column - quarter_columns)))))) {
            bc_add_column(state, input, &pixels, row, column);
        }
        row_offset += layer->input_channels;
        column++;
        columns_left--;
    }
}

/** Sets the sums of an output row to 0. */
static void bc_clear(uint32_t *sums, uint32_t words)
{
    volatile uint32_t *clear = sums; /* volatile: compilers otherwise call memset */

    while (words > 0U) { /* always a multiple of 4 */
        clear[0] = 0U;
        clear[1] = 0U;
        clear[2] = 0U;
        clear[3] = 0U;
        clear += 4;
        words -= 4U;
    }
}

/** Makes outputs of the sums of a row. */
static uint8_t *bc_finish_row(const bc_conv_state *state, uint8_t *output)
{
    const bc_conv_layer *const layer = state->layer;
    const uint32_t outputs = layer->output_channels;
    const uint32_t output_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? outputs : (outputs << 2);
    uint32_t *const positive_sums = state->tables; /* the tables are not needed until the next row */
    uint32_t columns_left = layer->output_width;
    uint32_t quarter;

    for (quarter = 0U; quarter < 4U; quarter++) {
        const uint32_t *sums = state->oldest_sums + quarter;
        uint32_t left;

        for (left = state->quarter; (left > 0U) && (columns_left > 0U); left--) {
            uint32_t total;
            uint32_t o;

            if ((quarter & 1U) == 0U) {
                BC_UNROLL_4
                for (o = 0U; o < outputs; o++) {
                    positive_sums[o] = sums[0] - (sums[1] << 16);
                    sums += 4;
                }
                total = sums[0] - (sums[1] << 16);
            } else {
                BC_UNROLL_4
                for (o = 0U; o < outputs; o++) {
                    positive_sums[o] = sums[0];
                    sums += 4;
                }
                total = sums[0];
            }
            sums += 4;
            bc_requantize_binary(&layer->requantization, 0U, outputs, positive_sums, total, output);
            output += output_bytes;
            columns_left--;
        }
    }
    return output;
}

void bc_conv_lut8(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t channels = layer->input_channels;
    const uint32_t outputs = layer->output_channels;
    const uint32_t groups = (channels + 7U) >> 3;
    const uint32_t row_bytes = bc_product(layer->input_width, channels);
    const uint32_t last_row = bc_product(layer->dilation_y, layer->kernel_height - 1U);
    uint32_t table_words = (groups >= 8U) ? 4096U : (groups >= 4U) ? 2048U : (groups >= 2U) ? 1024U : 512U;
    uint32_t next_start = 0U; /* the first row that the next output row sees */
    uint32_t rows_to_start = layer->output_height;
    uint32_t y = (uint32_t)0 - layer->pad_top;
    uint32_t row_offset =
        (uint32_t)0 - bc_product(row_bytes, layer->pad_top) - bc_product(channels, layer->pad_left);
    uint32_t row = 0U;
    uint32_t distance;
    uint32_t rows;
    uint32_t *next_sums;
    uint8_t *to = (uint8_t *)output;
    bc_conv_state state;

    if (table_words < outputs) {
        table_words = outputs;
    }
    state.layer = layer;
    state.tables = scratch;
    state.quarter = ((uint32_t)layer->output_width + 3U) >> 2;
    state.quarter_columns = bc_product(state.quarter, layer->stride_x);
    state.columns = state.quarter_columns - layer->stride_x +
                    bc_product(layer->dilation_x, layer->kernel_width - 1U) + 1U;
    state.is_closed = (layer->pad_value == 0U) && (layer->input_width <= (state.quarter_columns << 2)) &&
                      (layer->pad_left <= state.quarter_columns) &&
                      (state.columns <= (layer->pad_left + (state.quarter_columns << 1)));
    state.position_words = (outputs + 1U) << 2;
    state.row_words = bc_product(state.position_words, state.quarter);
    state.tap_bytes = bc_product(outputs, groups);
    state.tap_row_bytes = bc_product(state.tap_bytes, layer->kernel_width);
    state.sums = scratch + table_words;
    state.sums_end = state.sums;
    rows = layer->output_height;
    for (distance = 0U; (distance <= last_row) && (rows > 0U); distance += layer->stride_y) {
        state.sums_end += state.row_words;
        rows--;
    }
    state.oldest_sums = state.sums;
    state.oldest_start = 0U;
    state.rows_left = layer->output_height;
    next_sums = state.sums;
    while (state.rows_left > 0U) {
        const int is_inside = (y < layer->input_height);

        if ((row == next_start) && (rows_to_start > 0U)) {
            bc_clear(next_sums, state.row_words);
            next_sums += state.row_words;
            if (next_sums == state.sums_end) {
                next_sums = state.sums;
            }
            next_start += layer->stride_y;
            rows_to_start--;
        }
        if ((is_inside || (layer->pad_value != 0U)) &&
            bc_is_seen(row, state.oldest_start, layer->stride_y, state.rows_left, layer->dilation_y,
                       layer->kernel_height)) {
            bc_add_row(&state, input, row, is_inside, row_offset);
        }
        if (row == (state.oldest_start + last_row)) {
            to = bc_finish_row(&state, to);
            state.oldest_sums += state.row_words;
            if (state.oldest_sums == state.sums_end) {
                state.oldest_sums = state.sums;
            }
            state.oldest_start += layer->stride_y;
            state.rows_left--;
        }
        row++;
        y++;
        row_offset += row_bytes;
    }
}
