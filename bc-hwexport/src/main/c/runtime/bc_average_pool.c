/*
 * Average pooling; see bc_pool.h. One multiplication an output, in bc_requantize.c.
 *
 * Method: the window is walked once for each channel; the sum stays in a register.
 */
#include "bc_pool.h"

#include "bc_pool_windows.h"
#include "bc_product.h"

void bc_average_pool(const bc_pool_layer *layer, const bc_requantization *requantization, uint16_t first_count,
                     const uint8_t *input, void *output)
{
    uint8_t *const bytes = (uint8_t *)output;
    int32_t *const words = (int32_t *)output;
    const bc_output_type type = requantization->type;
    bc_pool_windows windows;
    uint32_t done = 0U;

    bc_pool_start(&windows, layer);
    while (bc_pool_next(&windows) != 0) {
        const uint32_t row_step = windows.y.step;
        const uint32_t column_step = windows.x.step;
        const uint32_t entry = bc_product(windows.y.inside, windows.x.inside) - first_count;
        const uint8_t *start = input + windows.start;
        uint32_t left;

        for (left = layer->channels; left > 0U; left--) {
            int32_t sum = 0;
            uint32_t row = 0U; /* indices, because a pointer would leave the input behind the last position */
            uint32_t ky;

            for (ky = windows.y.inside; ky > 0U; ky--) {
                uint32_t column = row;
                uint32_t kx;

                for (kx = windows.x.inside; kx > 0U; kx--) {
                    sum += start[column];
                    column += column_step;
                }
                row += row_step;
            }
            if (type == BC_OUTPUT_U8) {
                bc_requantize(requantization, entry, 1U, &sum, bytes + done);
            } else {
                bc_requantize(requantization, entry, 1U, &sum, words + done);
            }
            done++;
            start++;
        }
    }
}
