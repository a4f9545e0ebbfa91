/*
 * Dense layer with real weights that are quantized to 8-bit signed numbers, for the layers of a network that are not
 * binary, and for comparison.
 *
 * Method: 4 outputs at a time share the reading of the inputs. This kernel multiplies.
 * Weights: int8_t[outputs][fan_in], row by row, as bytes in two's complement.
 * Ranges: fan_in and outputs 1..65535; no sum exceeds 65535 * 255 * 128 < 2^31.
 * Memory: no scratch.
 */
#include "bc_dense.h"

#include "bc_rom.h"

/* A product fits in 16 bits, which is cheaper where an int has no more. */
#define BC_WEIGHT(pointer) ((int)(int8_t)BC_ROM_U8(pointer))

void bc_dense_s8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes_log2 = (layer->requantization.type == BC_OUTPUT_U8) ? 0U : 2U;
    const uint32_t fan_in = layer->fan_in;
    const uint8_t *const input_end = input + fan_in;
    const uint8_t *weights = layer->weights;
    uint8_t *const values = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    int32_t sums[4];

    (void)scratch;
    while (left > 0U) {
        const uint8_t *value = input;
        uint32_t count = 1U;

        if (left >= 4U) {
            const uint8_t *row1 = weights + fan_in;
            const uint8_t *row2 = row1 + fan_in;
            const uint8_t *row3 = row2 + fan_in;
            int32_t sum0 = 0;
            int32_t sum1 = 0;
            int32_t sum2 = 0;
            int32_t sum3 = 0;

            do {
                const int factor = *value++;

                sum0 += BC_WEIGHT(weights) * factor;
                sum1 += BC_WEIGHT(row1) * factor;
                sum2 += BC_WEIGHT(row2) * factor;
                sum3 += BC_WEIGHT(row3) * factor;
                weights++;
                row1++;
                row2++;
                row3++;
            } while (value != input_end);
            sums[0] = sum0;
            sums[1] = sum1;
            sums[2] = sum2;
            sums[3] = sum3;
            weights = row3;
            count = 4U;
        } else {
            int32_t sum = 0;

            do {
                const int factor = *value++;

                sum += BC_WEIGHT(weights) * factor;
                weights++;
            } while (value != input_end);
            sums[0] = sum;
        }
        bc_requantize(&layer->requantization, first, count, sums, values + (first << value_bytes_log2));
        first += count;
        left -= count;
    }
}
