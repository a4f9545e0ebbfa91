/*
 * Depthwise convolution with 8-bit weights; see bc_conv.h. One multiplication a weight.
 *
 * Method: four neighbouring output channels are summed at a time, in registers, if each input channel has one output
 * channel; otherwise, and for the up to three channels that are left, one.
 *
 * Memory: a window that is partly outside of the input, and one word for each output channel.
 */
#include "bc_conv.h"
#include "bc_conv_window.h"
#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/** Where the taps of a window are, and how many; their weights are outputs bytes apart. */
typedef struct {
    const uint8_t *first;
    uint32_t row;
    uint32_t column;
    uint32_t kernel_height;
    uint32_t kernel_width;
    uint32_t outputs;
} bc_depthwise_taps;

/** The product fits in an int of 16 bits. */
static inline int32_t bc_weighted(const uint8_t *weight, uint8_t value)
{
    return (int)(int8_t)BC_ROM_U8(weight) * (int)value;
}

/**
 * Accumulators of blocks of four neighbouring channels, where each input channel has one output channel. Not inlined:
 * compilers then keep everything in registers.
 */
BC_NOT_INLINED
static void bc_sum_blocks(const bc_depthwise_taps *taps, uint32_t blocks, const uint8_t *weights,
                          int32_t *accumulators)
{
    const uint8_t *first = taps->first;
    const uint32_t column = taps->column;
    const uint32_t outputs = taps->outputs;

    do {
        int32_t sum0 = 0;
        int32_t sum1 = 0;
        int32_t sum2 = 0;
        int32_t sum3 = 0;
        uint32_t row = 0U; /* offsets, because pointers would leave the arrays behind the last tap */
        uint32_t weight = 0U;
        uint32_t rows = taps->kernel_height;

        do {
            uint32_t tap = row;
            uint32_t columns = taps->kernel_width;

            do {
                const uint8_t *const values = first + tap;
                const uint8_t *const factors = weights + weight;

                sum0 += bc_weighted(factors, values[0]);
                sum1 += bc_weighted(factors + 1, values[1]);
                sum2 += bc_weighted(factors + 2, values[2]);
                sum3 += bc_weighted(factors + 3, values[3]);
                tap += column;
                weight += outputs;
                columns--;
            } while (columns > 0U);
            row += taps->row;
            rows--;
        } while (rows > 0U);
        accumulators[0] = sum0;
        accumulators[1] = sum1;
        accumulators[2] = sum2;
        accumulators[3] = sum3;
        accumulators += 4;
        weights += 4;
        first += 4;
        blocks--;
    } while (blocks > 0U);
}

/** Accumulator of one output channel. */
static inline int32_t bc_sum_channel(const bc_depthwise_taps *taps, uint32_t channel, const uint8_t *weights,
                                     uint32_t o)
{
    int32_t sum = 0;
    uint32_t row = channel;
    uint32_t weight = o;
    uint32_t rows;

    for (rows = taps->kernel_height; rows > 0U; rows--) {
        uint32_t tap = row;
        uint32_t columns;

        for (columns = taps->kernel_width; columns > 0U; columns--) {
            sum += bc_weighted(weights + weight, taps->first[tap]);
            tap += taps->column;
            weight += taps->outputs;
        }
        row += taps->row;
    }
    return sum;
}

void bc_depthwise_s8(const bc_conv_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t channels = layer->input_channels;
    const uint32_t outputs = layer->output_channels;
    const uint32_t block_channels = (outputs == channels) ? channels & ~(uint32_t)3U : 0U;
    const uint32_t output_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? outputs : (outputs << 2);
    const uint32_t window_bytes =
        bc_product(bc_product(channels, layer->kernel_height), layer->kernel_width);
    int32_t *const accumulators = (int32_t *)(scratch + ((window_bytes + 3U) >> 2));
    uint8_t *to = (uint8_t *)output;
    bc_conv_window window;
    bc_depthwise_taps taps;
    uint32_t multiplier = 0U;
    uint32_t c;
    uint32_t o;
    uint32_t rows;
    uint32_t columns;

    for (o = 0U; o < outputs; o += channels) {
        multiplier++;
    }
    taps.kernel_height = layer->kernel_height;
    taps.kernel_width = layer->kernel_width;
    taps.outputs = outputs;
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
            if (block_channels > 0U) {
                bc_sum_blocks(&taps, block_channels >> 2, layer->weights, accumulators);
            }
            o = block_channels;
            for (c = block_channels; c < channels; c++) {
                uint32_t j;

                for (j = 0U; j < multiplier; j++) {
                    accumulators[o] = bc_sum_channel(&taps, c, layer->weights, o);
                    o++;
                }
            }
            bc_requantize(&layer->requantization, 0U, outputs, accumulators, to);
            to += output_bytes;
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
