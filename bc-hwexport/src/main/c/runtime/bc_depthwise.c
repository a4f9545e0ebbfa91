/*
 * Depthwise convolution with binary weights; see bc_conv.h. No multiplication here.
 *
 * Method: four neighbouring channels of a tap are one word. Its exclusive or with a mask, which is 255 for each weight
 * -1, makes x of x * +1 and 255 - x of x * -1; the even and the odd channels are then summed in the halves of two
 * words, and 255 for each weight -1 is taken off at the end. The masks are made once for all positions. The halves hold
 * up to 257 taps. The up to three channels that are left, and all channels of larger kernels, are summed one by one.
 *
 * Memory: a window that is partly outside of the input, the masks, and two words for each output channel.
 */
#include "bc_conv.h"
#include "bc_conv_window.h"
#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/** As many values up to 255 have a sum of 16 bits. */
#define BC_DEPTHWISE_WORD_TAPS 257U

#define BC_DEPTHWISE_EVEN_BYTES ((uint32_t)0x00FF00FFUL)

/* Keeps a constant in a register: on Arm, the shift of a number is then part of its combination with the constant. */
#if defined(__GNUC__)
#define BC_DEPTHWISE_IN_REGISTER(constant) __asm__("" : "+r"(constant))
#else
#define BC_DEPTHWISE_IN_REGISTER(constant)
#endif

/** Four channels in a word, the first one in the least significant byte; at any address. */
static inline uint32_t bc_load_channels(const uint8_t *channels)
{
#if defined(__arm__) && defined(__ARM_FEATURE_UNALIGNED) && !defined(__ARM_BIG_ENDIAN) && defined(__GNUC__)
    typedef struct {
        uint8_t bytes[4];
    } four_bytes;
    uint32_t word;

    __asm__("ldr %0, %1" : "=r"(word) : "m"(*(const four_bytes *)channels));
    return word;
#else
    return channels[0] | ((uint32_t)channels[1] << 8) | ((uint32_t)channels[2] << 16) | ((uint32_t)channels[3] << 24);
#endif
}

/** Adds bytes 0 and 2 of a word to the halves of the sums; even_bytes is BC_DEPTHWISE_EVEN_BYTES. */
static inline uint32_t bc_add_even(uint32_t sums, uint32_t bytes, uint32_t even_bytes)
{
#if defined(__ARM_FEATURE_DSP) && (__ARM_FEATURE_DSP == 1) && defined(__arm__) && defined(__GNUC__)
    (void)even_bytes;
    __asm__("uxtab16 %0, %0, %1" : "+r"(sums) : "r"(bytes));
    return sums;
#else
    return sums + (bytes & even_bytes);
#endif
}

/** Adds bytes 1 and 3 of a word to the halves of the sums. */
static inline uint32_t bc_add_odd(uint32_t sums, uint32_t bytes, uint32_t even_bytes)
{
#if defined(__ARM_FEATURE_DSP) && (__ARM_FEATURE_DSP == 1) && defined(__arm__) && defined(__GNUC__)
    (void)even_bytes;
    __asm__("uxtab16 %0, %0, %1, ror #8" : "+r"(sums) : "r"(bytes));
    return sums;
#else
    return sums + ((bytes >> 8) & even_bytes);
#endif
}

/** Whether output channel o of a tap has the weight +1. */
static inline uint32_t bc_is_positive(const uint8_t *tap, uint32_t o)
{
    return ((uint32_t)BC_ROM_U8(tap + (o >> 3)) >> (o & 7U)) & 1U;
}

/** Where the taps of a window are, and how many. */
typedef struct {
    const uint8_t *first;
    uint32_t row;
    uint32_t column;
    uint32_t kernel_height;
    uint32_t kernel_width;
} bc_depthwise_taps;

/**
 * Accumulators of blocks of four neighbouring input channels, for one of the output channels of each. Not inlined:
 * compilers then keep everything in registers.
 *
 * @param masks        for each block, those of all taps
 * @param accumulators receives those of neighbouring input channels multiplier words apart, as the corrections are
 */
BC_NOT_INLINED
static void bc_sum_blocks(const bc_depthwise_taps *taps, uint32_t blocks, const uint32_t *masks,
                          const uint32_t *corrections, uint32_t multiplier, int32_t *accumulators)
{
    const uint8_t *first = taps->first;
    const uint32_t column = taps->column;
    uint32_t even_bytes = BC_DEPTHWISE_EVEN_BYTES;

    BC_DEPTHWISE_IN_REGISTER(even_bytes);
    do {
        uint32_t row = 0U; /* offsets, because pointers would leave the input behind the last tap */
        uint32_t even = 0U;
        uint32_t odd = 0U;
        uint32_t rows = taps->kernel_height;

        if (taps->kernel_width == 3U) {
            do {
                const uint8_t *const tap = first + row;
                const uint32_t bytes0 = bc_load_channels(tap) ^ masks[0];
                const uint32_t bytes1 = bc_load_channels(tap + column) ^ masks[1];
                const uint32_t bytes2 = bc_load_channels(tap + (column + column)) ^ masks[2];

                even = bc_add_even(even, bytes0, even_bytes);
                odd = bc_add_odd(odd, bytes0, even_bytes);
                even = bc_add_even(even, bytes1, even_bytes);
                odd = bc_add_odd(odd, bytes1, even_bytes);
                even = bc_add_even(even, bytes2, even_bytes);
                odd = bc_add_odd(odd, bytes2, even_bytes);
                masks += 3;
                row += taps->row;
                rows--;
            } while (rows > 0U);
        } else {
            do {
                uint32_t tap = row;
                uint32_t columns = taps->kernel_width;

                do {
                    const uint32_t bytes = bc_load_channels(first + tap) ^ *masks;

                    even = bc_add_even(even, bytes, even_bytes);
                    odd = bc_add_odd(odd, bytes, even_bytes);
                    tap += column;
                    BC_CONV_ADD(masks, 1);
                    columns--;
                } while (columns > 0U);
                row += taps->row;
                rows--;
            } while (rows > 0U);
        }
        *accumulators = (int32_t)((even & 0xFFFFU) - *corrections);
        accumulators += multiplier;
        corrections += multiplier;
        *accumulators = (int32_t)((odd & 0xFFFFU) - *corrections);
        accumulators += multiplier;
        corrections += multiplier;
        *accumulators = (int32_t)((even >> 16) - *corrections);
        accumulators += multiplier;
        corrections += multiplier;
        *accumulators = (int32_t)((odd >> 16) - *corrections);
        accumulators += multiplier;
        corrections += multiplier;
        first += 4;
        blocks--;
    } while (blocks > 0U);
}

/** Accumulator of one output channel, whose bit is the one of that number in the bytes at weights, one for each tap. */
static int32_t bc_sum_channel(const bc_depthwise_taps *taps, uint32_t channel, const uint8_t *weights,
                              uint32_t tap_bytes, uint32_t bit)
{
    int32_t sum = 0;
    uint32_t row = channel;
    uint32_t rows;

    for (rows = taps->kernel_height; rows > 0U; rows--) {
        uint32_t tap = row;
        uint32_t columns;

        for (columns = taps->kernel_width; columns > 0U; columns--) {
            const int32_t value = taps->first[tap];

            sum += ((((uint32_t)BC_ROM_U8(weights) >> bit) & 1U) != 0U) ? value : -value;
            tap += taps->column;
            BC_CONV_ADD(weights, tap_bytes);
        }
        row += taps->row;
    }
    return sum;
}

/** Makes the masks of four neighbouring input channels, and their corrections. */
static void bc_make_masks(const bc_conv_layer *layer, uint32_t tap_count, uint32_t tap_bytes, uint32_t o,
                          uint32_t multiplier, uint32_t *masks, uint32_t *corrections)
{
    uint32_t lane;

    for (lane = 0U; lane < 32U; lane += 8U) {
        const uint8_t *tap = layer->weights;
        uint32_t correction = 0U;
        uint32_t i;

        for (i = 0U; i < tap_count; i++) {
            const uint32_t mask = (bc_is_positive(tap, o) != 0U) ? 0U : 255U;

            masks[i] = ((lane == 0U) ? 0U : masks[i]) | (mask << lane);
            correction += mask;
            BC_CONV_ADD(tap, tap_bytes);
        }
        corrections[o] = correction;
        o += multiplier;
    }
}

void bc_depthwise(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t channels = layer->input_channels;
    const uint32_t outputs = layer->output_channels;
    const uint32_t tap_count = bc_product(layer->kernel_height, layer->kernel_width);
    const uint32_t block_channels = (tap_count <= BC_DEPTHWISE_WORD_TAPS) ? channels & ~(uint32_t)3U : 0U;
    const uint32_t tap_bytes = (outputs + 7U) >> 3;
    const uint32_t output_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? outputs : (outputs << 2);
    uint32_t *const corrections = scratch + ((bc_product(tap_count, channels) + 3U) >> 2);
    int32_t *const accumulators = (int32_t *)(corrections + outputs);
    uint32_t *const all_masks = corrections + outputs + outputs;
    uint32_t *masks = all_masks;
    uint8_t *to = (uint8_t *)output;
    bc_conv_window window;
    bc_depthwise_taps taps;
    uint32_t multiplier;       /* output channels of an input channel */
    uint32_t blocks_outputs;   /* output channels of all blocks */
    uint32_t multiplier_masks; /* words of the masks for one output channel of each input channel */
    uint32_t j;
    uint32_t c;
    uint32_t o;
    uint32_t rows;
    uint32_t columns;

    multiplier = 0U;
    for (o = 0U; o < outputs; o += channels) {
        multiplier++;
    }
    for (j = 0U; j < multiplier; j++) {
        o = j;
        for (c = 0U; c < block_channels; c += 4U) {
            bc_make_masks(layer, tap_count, tap_bytes, o, multiplier, masks, corrections);
            BC_CONV_ADD(masks, tap_count);
            BC_CONV_ADD(o, multiplier << 2);
        }
    }
    blocks_outputs = bc_product(block_channels, multiplier);
    multiplier_masks = bc_product(tap_count, block_channels >> 2);
    taps.kernel_height = layer->kernel_height;
    taps.kernel_width = layer->kernel_width;
    bc_conv_window_first(&window, layer, input, (uint8_t *)scratch);
    for (rows = layer->output_height; rows > 0U; rows--) {
        for (columns = layer->output_width; columns > 0U; columns--) {
            if (bc_conv_window_is_inside(&window) != 0) {
                taps.first = input + window.start;
                taps.row = window.tap_row;
                taps.column = window.tap_column;
            } else {
                bc_conv_window_copy(&window);
                taps.first = window.copy;
                taps.row = window.copy_row;
                taps.column = channels;
            }
            masks = all_masks;
            for (j = 0U; j < multiplier; j++) {
                if (block_channels > 0U) {
                    bc_sum_blocks(&taps, block_channels >> 2, masks, corrections + j, multiplier, accumulators + j);
                    BC_CONV_ADD(masks, multiplier_masks);
                }
                o = blocks_outputs + j;
                for (c = block_channels; c < channels; c++) {
                    accumulators[o] = bc_sum_channel(&taps, c, layer->weights + (o >> 3), tap_bytes, o & 7U);
                    BC_CONV_ADD(o, multiplier);
                }
            }
            bc_requantize(&layer->requantization, 0U, outputs, accumulators, to);
            BC_CONV_ADD(to, output_bytes);
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
