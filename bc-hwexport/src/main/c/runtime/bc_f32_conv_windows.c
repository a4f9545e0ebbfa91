/*
 * Convolution with floating-point activations; see bc_f32_conv.h. No multiplication here.
 *
 * Method: as bc_conv_windows. Each window is made one array of inputs, unless it is one already, and a dense kernel
 * computes all output channels from it.
 *
 * Memory: the copy of a window at the beginning of the scratch, the scratch of the dense kernel behind it.
 */
#include "bc_f32_conv.h"

#include "bc_f32_windows.h"

void bc_f32_conv_windows(const bc_f32_conv_layer *layer, bc_f32_dense_kernel *dense, const float *input, float *output,
                         float *scratch)
{
    const int is_array = (layer->kernel_height == 1U) && ((layer->kernel_width == 1U) || (layer->dilation_x == 1U));
    bc_conv_layer bytes;
    bc_conv_window window;
    bc_f32_dense_layer dense_layer;
    uint32_t fan_in;
    uint32_t rows;
    uint32_t columns;

    bc_f32_windows_first(&window, &bytes, layer, input, scratch);
    fan_in = bc_product(window.copy_row >> 2, layer->kernel_height);
    dense_layer.fan_in = (uint16_t)fan_in;
    dense_layer.outputs = layer->output_channels;
    dense_layer.weights = layer->weights;
    /* one by one: compilers otherwise call memcpy for the structure */
    dense_layer.scaling.scale = layer->scaling.scale;
    dense_layer.scaling.offset = layer->scaling.offset;
    dense_layer.scaling.minimum = layer->scaling.minimum;
    dense_layer.scaling.maximum = layer->scaling.maximum;
    for (rows = layer->output_height; rows > 0U; rows--) {
        for (columns = layer->output_width; columns > 0U; columns--) {
            const float *source = scratch;

            if (is_array && bc_conv_window_is_inside(&window)) {
                source = input + (window.start >> 2);
            } else {
                bc_conv_window_copy(&window);
            }
            dense(&dense_layer, source, output, scratch + fan_in);
            output += layer->output_channels;
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
