/*
 * The windows of a convolution, one after the other; used inside of the kernels that bc_conv.h declares.
 *
 * A window that lies inside of the input is read in place. One that does not is copied, with pad_value at the positions
 * outside. No multiplication is used: products of sizes are shifts and additions, a handful for each layer.
 */
#ifndef BC_CONV_WINDOW_H
#define BC_CONV_WINDOW_H

#include <stdint.h>

#include "bc_conv.h"
#include "bc_product.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * BC_CONV_ADD(sum, value): sum += value; for sums that grow in inner loops, of which compilers otherwise make a
 * multiplication.
 */
#if defined(__GNUC__)
#define BC_CONV_ADD(sum, value)                                                                                        \
    do {                                                                                                               \
        (sum) += (value);                                                                                              \
        __asm__("" : "+r"(sum));                                                                                       \
    } while (0)
#else
#define BC_CONV_ADD(sum, value) ((sum) += (value))
#endif

/** Where the current window is. Distances are in bytes, positions modulo 2^32. */
typedef struct {
    const bc_conv_layer *layer;
    const uint8_t *input;
    uint8_t *copy;           /**< memory of one window */
    uint32_t tap_row;        /**< distance of two rows of taps in the input */
    uint32_t tap_column;     /**< distance of two neighbouring taps in the input */
    uint32_t copy_row;       /**< bytes of a row of taps in the copy */
    uint32_t window_row;     /**< distance of two rows of windows in the input */
    uint32_t window_column;  /**< distance of two neighbouring windows in the input */
    uint32_t row_start;      /**< offset of the first window of the row of windows */
    uint32_t start;          /**< offset of the window's first tap */
    uint32_t y;              /**< input row of the window's first tap */
    uint32_t x;              /**< input column of the window's first tap */
    uint32_t last_y;         /**< distance of the first and the last row of taps, in rows */
    uint32_t last_x;         /**< distance of the first and the last column of taps, in columns */
} bc_conv_window;

/** Goes to the first window. */
void bc_conv_window_first(bc_conv_window *window, const bc_conv_layer *layer, const uint8_t *input, uint8_t *copy);

/** Goes to the next window of the same row. */
void bc_conv_window_next_column(bc_conv_window *window);

/** Goes to the first window of the next row. */
void bc_conv_window_next_row(bc_conv_window *window);

/** Whether all taps are inside of the input. */
int bc_conv_window_is_inside(const bc_conv_window *window);

/** Copies the window in the order (ky, kx, channel). */
void bc_conv_window_copy(const bc_conv_window *window);

#ifdef __cplusplus
}
#endif

#endif
