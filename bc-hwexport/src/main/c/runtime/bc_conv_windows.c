/*
 * The general convolution; see bc_conv.h. No multiplication here.
 *
 * Method: each window is made one array of inputs, and a dense kernel computes all output channels from it. A window
 * that is one array already, because it has a single row of neighbouring taps and lies inside of the input, is not
 * copied: so it is with kernels of 1 x 1 and, inside, with convolutions in one dimension.
 *
 * Memory: the copy of a window at the beginning of the scratch, the scratch of the dense kernel behind it.
 */
#include "bc_conv.h"
#include "bc_conv_window.h"

void bc_conv_windows(const bc_conv_layer *layer, bc_dense_kernel *dense, const uint8_t *input, void *output,
                     uint32_t *scratch)
{
    uint8_t *const copy = (uint8_t *)scratch;
    const int is_array = (layer->kernel_height == 1U) && ((layer->kernel_width == 1U) || (layer->dilation_x == 1U));
    const uint32_t output_bytes = (layer->requantization.type == BC_OUTPUT_U8)
                                      ? layer->output_channels
                                      : (uint32_t)layer->output_channels << 2;
    uint8_t *to = (uint8_t *)output;
    bc_conv_window window;
    bc_dense_layer dense_layer;
    uint32_t fan_in;
    uint32_t rows;
    uint32_t columns;

    bc_conv_window_first(&window, layer, input, copy);
    fan_in = bc_product(window.copy_row, layer->kernel_height);
    dense_layer.fan_in = (uint16_t)fan_in;
    dense_layer.outputs = layer->output_channels;
    dense_layer.weights = layer->weights;
    /* one by one: compilers otherwise call memcpy for the structure */
    dense_layer.requantization.multiplier = layer->requantization.multiplier;
    dense_layer.requantization.shift = layer->requantization.shift;
    dense_layer.requantization.offset = layer->requantization.offset;
    dense_layer.requantization.minimum = layer->requantization.minimum;
    dense_layer.requantization.maximum = layer->requantization.maximum;
    dense_layer.requantization.type = layer->requantization.type;
    scratch += (fan_in + 3U) >> 2;
    for (rows = layer->output_height; rows > 0U; rows--) {
        for (columns = layer->output_width; columns > 0U; columns--) {
            const uint8_t *source = copy;

            if (is_array && bc_conv_window_is_inside(&window)) {
                source = input + window.start;
            } else {
                bc_conv_window_copy(&window);
            }
            dense(&dense_layer, source, to, scratch);
            BC_CONV_ADD(to, output_bytes);
            bc_conv_window_next_column(&window);
        }
        bc_conv_window_next_row(&window);
    }
}
