/*
 * Convolutions, also depthwise ones, with floating-point activations.
 *
 * Tensors, windows and positions are those of bc_conv.h; positions outside of the input are 0. The inputs of a window in
 * the order (ky, kx, channel) are what a dense layer of bc_f32_dense.h takes, with the same order of additions.
 * In a depthwise convolution the sum begins with 0 and adds one tap after the other, in the order (ky, kx): with binary
 * weights the input or its opposite; with real weights the product, rounded before it is added.
 *
 * Weights: bc_f32_conv_windows takes those of the dense kernel. bc_f32_depthwise: the layout DEPTHWISE of bc_conv.h.
 * bc_f32_depthwise_real: for each tap, in the order (ky, kx), one float for each output channel.
 *
 * Ranges: at most 16383 input channels; a window has at most 65535 inputs; otherwise as bc_conv.h.
 * Memory: no allocation, no static data. Nothing is read outside of the input and the weights. Input, output and scratch
 * must not overlap.
 */
#ifndef BC_F32_CONV_H
#define BC_F32_CONV_H

#include <stdint.h>

#include "bc_f32.h"
#include "bc_f32_dense.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One convolution. weights is in BC_ROM memory. */
typedef struct {
    uint16_t input_height;
    uint16_t input_width;
    uint16_t input_channels;
    uint16_t output_height;
    uint16_t output_width;
    uint16_t output_channels;
    uint8_t kernel_height;
    uint8_t kernel_width;
    uint8_t stride_y;
    uint8_t stride_x;
    uint8_t dilation_y;
    uint8_t dilation_x;
    uint16_t pad_top;
    uint16_t pad_left;
    const void *weights;
    bc_f32_scaling scaling; /**< of the output channels */
} bc_f32_conv_layer;

/** Any dense kernel. */
typedef void bc_f32_dense_kernel(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch);

/** Scratch of bc_f32_conv_windows(), to which the scratch of the dense kernel has to be added; of depthwise layers. */
#define BC_F32_CONV_SCRATCH_BYTES(input_channels, kernel_height, kernel_width)                                         \
    (4U * (uint32_t)(input_channels) * (kernel_height) * (kernel_width))

/**
 * A convolution: every window is a dense layer.
 *
 * @param layer   the layer
 * @param dense   computes all output channels of one window
 * @param input   [input_height][input_width][input_channels]
 * @param output  [output_height][output_width][output_channels]
 * @param scratch BC_F32_CONV_SCRATCH_BYTES and behind them the scratch of the dense kernel
 */
void bc_f32_conv_windows(const bc_f32_conv_layer *layer, bc_f32_dense_kernel *dense, const float *input, float *output,
                         float *scratch);

/**
 * Depthwise convolution with binary weights: output channel c * m + j sees only input channel c, j = 0..m - 1.
 * output_channels is m * input_channels.
 *
 * @param layer   the layer
 * @param input   [input_height][input_width][input_channels]
 * @param output  [output_height][output_width][output_channels]
 * @param scratch BC_F32_CONV_SCRATCH_BYTES
 */
void bc_f32_depthwise(const bc_f32_conv_layer *layer, const float *input, float *output, float *scratch);

/** The same with real weights. */
void bc_f32_depthwise_real(const bc_f32_conv_layer *layer, const float *input, float *output, float *scratch);

#ifdef __cplusplus
}
#endif

#endif
