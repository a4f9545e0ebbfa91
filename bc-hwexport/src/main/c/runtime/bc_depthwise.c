/*
 * Depthwise convolution with binary weights; see bc_conv.h. No multiplication here.
 *
 * Method: four neighbouring channels of a tap are one word. Its exclusive or with a mask, which is 255 for each weight
 * -1, makes x of x * +1 and 255 - x of x * -1; the even and the odd channels are then summed in the halves of two words,
 * and 255 for each weight -1 is taken off at the end. The masks are made once for all positions. The halves hold up to
 * 257 taps; larger kernels are summed in parts. The up to three channels that are left are summed one by one.
 *
 * Memory: a window that is partly outside of the input, the masks, and two words for each output channel.
 */
#include "bc_conv.h"
#include "bc_conv_window.h"
#include "bc_rom.h"

/** Taps whose sums of values up to 255 fit in 16 bits. */
#define BC_DEPTHWISE_PART_TAPS 257U

#define BC_DEPTHWISE_EVEN_BYTES ((uint32_t)0x00FF00FFUL)

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

/** Adds bytes 0 and 2 of a word to the halves of the sums. */
static inline uint32_t bc_add_even(uint32_t sums, uint32_t bytes)
{
#if defined(__ARM_FEATURE_DSP) && (__ARM_FEATURE_DSP == 1) && defined(__arm__) && defined(__GNUC__)
    __asm__("uxtab16 %0, %0, %1" : "+r"(sums) : "r"(bytes));
    return sums;
#else
    return sums + (bytes & BC_DEPTHWISE_EVEN_BYTES);
#endif
}

/** Adds bytes 1 and 3 of a word to the halves of the sums. */
static inline uint32_t bc_add_odd(uint32_t sums, uint32_t bytes)
{
#if defined(__ARM_FEATURE_DSP) && (__ARM_FEATURE_DSP == 1) && defined(__arm__) && defined(__GNUC__)
    __asm__("uxtab16 %0, %0, %1, ror #8" : "+r"(sums) : "r"(bytes));
    return sums;
#else
    return sums + ((bytes >> 8) & BC_DEPTHWISE_EVEN_BYTES);
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

/** Accumulators of four neighbouring input channels; those of neighbouring ones are multiplier outputs apart. */
static inline void bc_sum_channels(const bc_depthwise_taps *taps, uint32_t channel, const uint32_t *masks,
                                   const uint32_t *corrections, uint32_t multiplier, int32_t *accumulators)
{
    uint32_t sum0 = 0U;
    uint32_t sum1 = 0U;
    uint32_t sum2 = 0U;
    uint32_t sum3 = 0U;
    uint32_t even = 0U;
    uint32_t odd = 0U;
    uint32_t row = channel;
    uint32_t room = BC_DEPTHWISE_PART_TAPS;
    uint32_t rows;

    for (rows = taps->kernel_height; rows > 0U; rows--) {
        uint32_t tap = row; /* an offset, because a pointer would leave the input behind the last tap */
        const uint32_t *const masks_end = masks + taps->kernel_width;

        if (room < taps->kernel_width) {
            sum0 += even & 0xFFFFU;
            sum1 += odd & 0xFFFFU;
            sum2 += even >> 16;
            sum3 += odd >> 16;
            even = 0U;
            odd = 0U;
            room = BC_DEPTHWISE_PART_TAPS;
        }
        room -= taps->kernel_width;
        do {
            const uint32_t bytes = bc_load_channels(taps->first + tap) ^ *masks++;

            even = bc_add_even(even, bytes);
            odd = bc_add_odd(odd, bytes);
            tap += taps->column;
        } while (masks != masks_end);
        row += taps->row;
    }
    sum0 += even & 0xFFFFU;
    sum1 += odd & 0xFFFFU;
    sum2 += even >> 16;
    sum3 += odd >> 16;
    *accumulators = (int32_t)(sum0 - *corrections);
    accumulators += multiplier;
    corrections += multiplier;
    *accumulators = (int32_t)(sum1 - *corrections);
    accumulators += multiplier;
    corrections += multiplier;
    *accumulators = (int32_t)(sum2 - *corrections);
    accumulators += multiplier;
    corrections += multiplier;
    *accumulators = (int32_t)(sum3 - *corrections);
}

/** Accumulator of one output channel. */
static int32_t bc_sum_channel(const bc_depthwise_taps *taps, uint32_t channel, const uint8_t *weights,
                              uint32_t tap_bytes, uint32_t o)
{
    int32_t sum = 0;
    uint32_t row = channel;
    uint32_t rows;

    for (rows = taps->kernel_height; rows > 0U; rows--) {
        uint32_t tap = row;
        uint32_t columns;

        for (columns = taps->kernel_width; columns > 0U; columns--) {
            const int32_t value = taps->first[tap];

            sum += (bc_is_positive(weights, o) != 0U) ? value : -value;
            weights += tap_bytes;
            tap += taps->column;
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
            tap += tap_bytes;
        }
        corrections[o] = correction;
        o += multiplier;
    }
}

void bc_depthwise(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t channels = layer->input_channels;
    const uint32_t outputs = layer->output_channels;
    const uint32_t block_channels = channels & ~(uint32_t)3U;
    const uint32_t tap_count = bc_conv_product(layer->kernel_height, layer->kernel_width);
    const uint32_t tap_bytes = (outputs + 7U) >> 3;
    const uint32_t output_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? outputs : outputs << 2;
    uint32_t *const corrections = scratch + ((bc_conv_product(tap_count, channels) + 3U) >> 2);
    int32_t *const accumulators = (int32_t *)(corrections + outputs);
    uint32_t *const all_masks = corrections + outputs + outputs;
    uint32_t *masks = all_masks;
    uint8_t *to = (uint8_t *)output;
    bc_conv_window window;
    bc_depthwise_taps taps;
    uint32_t multiplier;
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
            masks += tap_count;
            o += multiplier << 2;
        }
    }
    taps.kernel_height = layer->kernel_height;
    taps.kernel_width = layer->kernel_width;
    bc_conv_window_first(&window, layer, input, (uint8_t *)scratch);
    for (rows = layer->output_height; rows > 0U; rows--) {
        for (columns = layer->output_width; columns > 0U; columns--) {
            if (bc_conv_window_is_inside(&window)) {
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
                o = j;
                for (c = 0U; c < block_channels; c += 4U) {
                    bc_sum_channels(&taps, c, masks, corrections + o, multiplier, accumulators + o);
                    masks += tap_count;
                    o += multiplier << 2;
                }
                for (; c < channels; c++) {
                    accumulators[o] = bc_sum_channel(&taps, c, layer->weights, tap_bytes, o);
                    o += multiplier;
                }
            }
            bc_requantize(&layer->requantization, 0U, outputs, accumulators, to);
            to += output_bytes;
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
