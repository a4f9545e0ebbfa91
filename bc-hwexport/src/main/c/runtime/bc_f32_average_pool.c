/*
 * Average pooling of floating-point values; see bc_f32_pool.h. One multiplication an output.
 */
#include "bc_f32_pool.h"

#include "bc_pool_windows.h"
#include "bc_product.h"

void bc_f32_average_pool(const bc_pool_layer *layer, const float *factors, uint32_t first_count, const float *input,
                         float *output)
{
    bc_pool_windows windows; /* its distances are in elements */

    bc_pool_start(&windows, layer);
    while (bc_pool_next(&windows) != 0) {
        const float factor = factors[bc_product(windows.y.inside, windows.x.inside) - first_count];
        const float *start = input + windows.start;
        uint32_t left;

        for (left = layer->channels; left > 0U; left--) {
            float sum = 0.0f;
            uint32_t row = 0U; /* indices, because a pointer would leave the input behind the last position */
            uint32_t ky;

            for (ky = windows.y.inside; ky > 0U; ky--) {
                uint32_t column = row;
                uint32_t kx;

                for (kx = windows.x.inside; kx > 0U; kx--) {
                    sum += start[column];
                    column += windows.x.step;
                }
                row += windows.y.step;
            }
            *output++ = sum * factor;
            start++;
        }
    }
}
