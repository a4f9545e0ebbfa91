/*
 * Maximum pooling; see bc_pool.h. No multiplication.
 *
 * Method: four channels at a time, then one by one; their maxima stay in registers while the window is walked.
 */
#include "bc_pool.h"

#include "bc_pool_windows.h"

static inline uint32_t bc_larger(uint32_t a, uint32_t b)
{
    return (a > b) ? a : b;
}

void bc_max_pool(const bc_pool_layer *layer, const uint8_t *input, uint8_t *output)
{
    bc_pool_windows windows;

    bc_pool_start(&windows, layer);
    while (bc_pool_next(&windows) != 0) {
        const uint32_t row_step = windows.y.step;
        const uint32_t column_step = windows.x.step;
        const uint8_t *start = input + windows.start;
        uint32_t left = layer->channels;

        while (left >= 4U) {
            uint32_t maximum0 = 0U;
            uint32_t maximum1 = 0U;
            uint32_t maximum2 = 0U;
            uint32_t maximum3 = 0U;
            uint32_t row = 0U; /* indices, because a pointer would leave the input behind the last position */
            uint32_t ky;

            for (ky = windows.y.inside; ky > 0U; ky--) {
                uint32_t column = row;
                uint32_t kx;

                for (kx = windows.x.inside; kx > 0U; kx--) {
                    const uint8_t *const values = start + column;

                    maximum0 = bc_larger(maximum0, values[0]);
                    maximum1 = bc_larger(maximum1, values[1]);
                    maximum2 = bc_larger(maximum2, values[2]);
                    maximum3 = bc_larger(maximum3, values[3]);
                    column += column_step;
                }
                row += row_step;
            }
            output[0] = (uint8_t)maximum0;
            output[1] = (uint8_t)maximum1;
            output[2] = (uint8_t)maximum2;
            output[3] = (uint8_t)maximum3;
            output += 4;
            start += 4;
            left -= 4U;
        }
        while (left > 0U) {
            uint32_t maximum = 0U;
            uint32_t row = 0U;
            uint32_t ky;

            for (ky = windows.y.inside; ky > 0U; ky--) {
                uint32_t column = row;
                uint32_t kx;

                for (kx = windows.x.inside; kx > 0U; kx--) {
                    maximum = bc_larger(maximum, start[column]);
                    column += column_step;
                }
                row += row_step;
            }
            *output++ = (uint8_t)maximum;
            start++;
            left--;
        }
    }
}
