/*
 * The windows of a floating-point convolution, as those of bytes: a channel is 4 bytes, and 0 has no bit set.
 */
#ifndef BC_F32_WINDOWS_H
#define BC_F32_WINDOWS_H

#include "bc_conv_window.h"
#include "bc_f32_conv.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Goes to the first window.
 *
 * @param bytes receives the geometry; must live as long as the window
 * @param copy  memory of one window
 */
void bc_f32_windows_first(bc_conv_window *window, bc_conv_layer *bytes, const bc_f32_conv_layer *layer,
                          const float *input, float *copy);

#ifdef __cplusplus
}
#endif

#endif
