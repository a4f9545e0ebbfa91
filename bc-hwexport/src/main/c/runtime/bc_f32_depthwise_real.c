/*
 * Depthwise convolution with real weights and floating-point activations; see bc_f32_conv.h. One multiplication a weight.
 *
 * Method: as bc_f32_depthwise.
 */
#include "bc_f32_conv.h"

#include "bc_f32_windows.h"

void bc_f32_depthwise_real(const bc_f32_conv_layer *layer, const float *input, float *output, float *scratch)
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
            const float *weights = (const float *)layer->weights;
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
                float *sum = output;

                while (sum != end) {
                    uint32_t copy;

                    for (copy = copies; copy > 0U; copy--) {
                        const float product = *weights++ * *x;

                        *sum++ += product;
                    }
                    x++;
                }
            }
            bc_f32_scale(&layer->scaling, layer->output_channels, output, output);
            output += layer->output_channels;
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
