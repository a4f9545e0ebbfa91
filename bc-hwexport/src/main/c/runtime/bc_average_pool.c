/*
 * Average pooling; see bc_pool.h. One multiplication an output, in bc_requantize.c.
 *
 * Method: four channels at a time, then one by one; their sums stay in registers while the window is walked.
 */
#include "bc_pool.h"

#include "bc_pool_windows.h"
#include "bc_product.h"

#if defined(__GNUC__)
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_NOT_INLINED
#endif

/** Writes outputs first .. first + count - 1, all with the same entry. Not inlined: it is called at two places. */
BC_NOT_INLINED
static void bc_average_outputs(const bc_requantization *requantization, uint32_t entry, uint32_t count,
                               const int32_t *sums, void *output, uint32_t first)
{
    uint8_t *const bytes = (uint8_t *)output;
    int32_t *const words = (int32_t *)output;

    while (count > 0U) {
        if (requantization->type == BC_OUTPUT_U8) {
            bc_requantize(requantization, entry, 1U, sums, bytes + first);
        } else {
            bc_requantize(requantization, entry, 1U, sums, words + first);
        }
        sums++;
        first++;
        count--;
    }
}

void bc_average_pool(const bc_pool_layer *layer, const bc_requantization *requantization, uint16_t first_count,
                     const uint8_t *input, void *output)
{
    bc_pool_windows windows;
    uint32_t done = 0U;

    bc_pool_start(&windows, layer);
    while (bc_pool_next(&windows) != 0) {
        const uint32_t row_step = windows.y.step;
        const uint32_t column_step = windows.x.step;
        const uint32_t entry = bc_product(windows.y.inside, windows.x.inside) - first_count;
        const uint8_t *start = input + windows.start;
        uint32_t left = layer->channels;

        while (left >= 4U) {
            int32_t sums[4];
            int32_t sum0 = 0;
            int32_t sum1 = 0;
            int32_t sum2 = 0;
            int32_t sum3 = 0;
            uint32_t row = 0U; /* indices, because a pointer would leave the input behind the last position */
            uint32_t ky;

            for (ky = windows.y.inside; ky > 0U; ky--) {
                uint32_t column = row;
                uint32_t kx;

                for (kx = windows.x.inside; kx > 0U; kx--) {
                    const uint8_t *const values = start + column;

                    sum0 += values[0];
                    sum1 += values[1];
                    sum2 += values[2];
                    sum3 += values[3];
                    column += column_step;
                }
                row += row_step;
            }
            sums[0] = sum0;
            sums[1] = sum1;
            sums[2] = sum2;
            sums[3] = sum3;
            bc_average_outputs(requantization, entry, 4U, sums, output, done);
            done += 4U;
            start += 4;
            left -= 4U;
        }
        while (left > 0U) {
            int32_t sum = 0;
            uint32_t row = 0U;
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
            bc_average_outputs(requantization, entry, 1U, &sum, output, done);
            done++;
            start++;
            left--;
        }
    }
}
