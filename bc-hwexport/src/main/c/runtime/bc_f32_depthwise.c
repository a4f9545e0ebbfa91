/*
 * Depthwise convolution with binary weights and floating-point activations; see bc_f32_conv.h. No multiplication here.
 *
 * Method: each window is copied; then tap after tap is added to the sums of the position, which are in the output.
 */
#include "bc_f32_conv.h"

#include "bc_f32_windows.h"
#include "bc_rom.h"

/** Adds one tap of all channels, and returns the weights behind it. copies: output channels for each input channel. */
static const uint8_t *bc_add_tap(const uint8_t *weights, const float *input, uint32_t copies, float *sums,
                                 const float *end)
{
    uint32_t bits = 0U;
    uint32_t bits_left = 0U;

    while (sums != end) {
        const float x = *input++;
        uint32_t left;

        for (left = copies; left > 0U; left--) {
            if (bits_left == 0U) {
                bits = BC_ROM_U8(weights);
                weights++;
                bits_left = 8U;
            }
            if ((bits & 1U) != 0U) {
                *sums += x;
            } else {
                *sums -= x;
            }
            sums++;
            bits >>= 1;
            bits_left--;
        }
    }
    return weights;
}

void bc_f32_depthwise(const bc_f32_conv_layer *layer, const float *input, float *output, float *scratch)
{
    const uint32_t taps = bc_product(layer->kernel_height, layer->kernel_width);
    bc_conv_layer bytes;
    bc_conv_window window;
    uint32_t copies = 0U;
    uint32_t channels;
    uint32_t rows;
    uint32_t columns;

    bc_f32_windows_first(&window, &bytes, layer, input, scratch);
    for (channels = 0U; channels < layer->output_channels; channels += layer->input_channels) {
        copies++;
    }
    for (rows = layer->output_height; rows > 0U; rows--) {
        for (columns = layer->output_width; columns > 0U; columns--) {
            const uint8_t *weights = (const uint8_t *)layer->weights;
            const float *const end = output + layer->output_channels;
            const float *x = scratch;
            /* volatile: compilers otherwise call memset */
            volatile float *clear = output;
            uint32_t left;

            while (clear != end) {
                *clear++ = 0.0f;
            }
            bc_conv_window_copy(&window);
            for (left = taps; left > 0U; left--) {
                weights = bc_add_tap(weights, x, copies, output, end);
                x += layer->input_channels;
            }
            bc_f32_scale(&layer->scaling, layer->output_channels, output, output);
            output += layer->output_channels;
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
