/*
 * Walks over the windows of a pooling layer, row by row; used by the pooling layers only.
 *
 * Method: along each axis, a window is known by its first position and by the offset of that position in the input, in
 * bytes. The next window is reached with two additions; the part of a window that lies inside of the input is found by
 * comparing. The offset of a first position outside is negative, kept modulo 2^32; offsets of positions inside are
 * exact. No multiplication.
 */
#ifndef BC_POOL_WINDOWS_H
#define BC_POOL_WINDOWS_H

#include <stdint.h>

#include "bc_pool.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The windows along one axis. Offsets and distances called bytes are those of the input. */
typedef struct {
    int32_t size;           /**< of the input */
    int32_t extent;         /**< from the first to the last position of a window */
    int32_t dilation;       /**< from one position of a window to the next */
    uint32_t step;          /**< the same in bytes */
    int32_t stride;         /**< from one window to the next */
    uint32_t advance;       /**< the same in bytes */
    int32_t first;          /**< first position of the next window; negative: outside of the input */
    uint32_t offset;        /**< the same in bytes, modulo 2^32 */
    uint32_t kernel;        /**< positions of a window */
    uint32_t inside;        /**< positions of the current window that are inside */
    uint32_t inside_offset; /**< the first of these, in bytes */
} bc_pool_axis;

/** All windows of a layer, and the current one: y.inside x x.inside positions, y.step and x.step bytes apart. */
typedef struct {
    bc_pool_axis y;
    bc_pool_axis x;
    uint32_t start;        /**< offset of the first position inside of the current window, in bytes */
    int32_t row_first;     /**< x.first and x.offset at the start of a row of windows */
    uint32_t row_offset;
    uint32_t width;        /**< windows in a row */
    uint32_t columns_left; /**< windows left in this row */
    uint32_t rows_left;    /**< rows left below this one */
} bc_pool_windows;

/** Prepares the windows of a layer; the first one is reached with bc_pool_next(). */
void bc_pool_start(bc_pool_windows *windows, const bc_pool_layer *layer);

/** Goes to the next window. Returns 0 when there is none. */
int bc_pool_next(bc_pool_windows *windows);

#ifdef __cplusplus
}
#endif

#endif
