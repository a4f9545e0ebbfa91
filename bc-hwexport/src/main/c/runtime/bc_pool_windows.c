/*
 * Walks over the windows of a pooling layer; see bc_pool_windows.h. No multiplication.
 */
#include "bc_pool_windows.h"

#include "bc_product.h"

/** unit: bytes from one position of the axis to the next. */
static void bc_pool_axis_start(bc_pool_axis *axis, uint32_t size, uint32_t kernel, uint32_t dilation, uint32_t stride,
                               uint32_t padding, uint32_t unit)
{
    axis->size = (int32_t)size;
    axis->kernel = kernel;
    axis->extent = (int32_t)bc_product(kernel - 1U, dilation);
    axis->dilation = (int32_t)dilation;
    axis->step = bc_product(unit, dilation);
    axis->stride = (int32_t)stride;
    axis->advance = bc_product(unit, stride);
    axis->first = -(int32_t)padding;
    axis->offset = 0U - bc_product(unit, padding);
}

static void bc_pool_axis_next(bc_pool_axis *axis)
{
    int32_t first = axis->first;
    int32_t last = first + axis->extent;
    uint32_t inside = axis->kernel;
    uint32_t offset = axis->offset;

    axis->first = first + axis->stride;
    axis->offset = offset + axis->advance;
    while (first < 0) {
        first += axis->dilation;
        offset += axis->step;
        inside--;
    }
    while (last >= axis->size) {
        last -= axis->dilation;
        inside--;
    }
    axis->inside = inside;
    axis->inside_offset = offset;
}

void bc_pool_start(bc_pool_windows *windows, const bc_pool_layer *layer)
{
    const uint32_t row_bytes = bc_product(layer->channels, layer->input_width);

    bc_pool_axis_start(&windows->y, layer->input_height, layer->kernel_height, layer->dilation_y, layer->stride_y,
                       layer->pad_top, row_bytes);
    bc_pool_axis_start(&windows->x, layer->input_width, layer->kernel_width, layer->dilation_x, layer->stride_x,
                       layer->pad_left, layer->channels);
    windows->row_first = windows->x.first;
    windows->row_offset = windows->x.offset;
    windows->width = layer->output_width;
    windows->columns_left = 0U;
    windows->rows_left = layer->output_height;
}

int bc_pool_next(bc_pool_windows *windows)
{
    if (windows->columns_left == 0U) {
        if (windows->rows_left == 0U) {
            return 0;
        }
        windows->rows_left--;
        windows->columns_left = windows->width;
        windows->x.first = windows->row_first;
        windows->x.offset = windows->row_offset;
        bc_pool_axis_next(&windows->y);
    }
    windows->columns_left--;
    bc_pool_axis_next(&windows->x);
    windows->start = windows->y.inside_offset + windows->x.inside_offset;
    return 1;
}
