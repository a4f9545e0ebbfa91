/*
 * Windows of a floating-point convolution; see bc_f32_windows.h. No multiplication.
 */
#include "bc_f32_windows.h"

void bc_f32_windows_first(bc_conv_window *window, bc_conv_layer *bytes, const bc_f32_conv_layer *layer,
                          const float *input, float *copy)
{
    /* weights and requantization are not needed */
    bytes->input_height = layer->input_height;
    bytes->input_width = layer->input_width;
    bytes->input_channels = (uint16_t)((uint32_t)layer->input_channels << 2);
    bytes->output_height = layer->output_height;
    bytes->output_width = layer->output_width;
    bytes->kernel_height = layer->kernel_height;
    bytes->kernel_width = layer->kernel_width;
    bytes->stride_y = layer->stride_y;
    bytes->stride_x = layer->stride_x;
    bytes->dilation_y = layer->dilation_y;
    bytes->dilation_x = layer->dilation_x;
    bytes->pad_top = layer->pad_top;
    bytes->pad_left = layer->pad_left;
    bytes->pad_value = 0U;
    bc_conv_window_first(window, bytes, (const uint8_t *)input, (uint8_t *)copy);
}
