/*
 * Dense layer with binary weights, buckets for 4 outputs (bc_buckets.h).
 *
 * Method: 8 outputs are computed together, with 16 buckets for each half of them: each input costs two additions for
 * 8 weights.
 * Weights: COLUMNS (bc_dense.h).
 * Ranges: fan_in and outputs 1..65535.
 * Memory: no scratch; the buckets and sums are 160 bytes of local memory.
 */
#include "bc_dense.h"

#include "bc_buckets.h"
#include "bc_rom.h"

/** One input of 8 outputs. */
#define BC_ADD_INPUT(index)                                                                                            \
    do {                                                                                                               \
        const uint32_t byte = BC_ROM_U8(weights + (index));                                                            \
        const uint32_t value = input[index];                                                                           \
                                                                                                                       \
        low[byte & 15U] += value;                                                                                      \
        high[byte >> 4] += value;                                                                                      \
    } while (0)

/** Adds the inputs to the buckets of outputs 0 to 3 and of outputs 4 to 7. */
static void bc_fill_buckets(uint32_t *low, uint32_t *high, const uint8_t *weights, const uint8_t *input, uint32_t count)
{
    while (count >= 4U) {
        BC_ADD_INPUT(0);
        BC_ADD_INPUT(1);
        BC_ADD_INPUT(2);
        BC_ADD_INPUT(3);
        weights += 4;
        input += 4;
        count -= 4U;
    }
    while (count > 0U) {
        BC_ADD_INPUT(0);
        weights++;
        input++;
        count--;
    }
}

void bc_dense_buckets4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? 1U : 4U;
    const uint8_t *weights = layer->weights;
    uint8_t *group_output = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t buckets[32];
    uint32_t sums[8];

    (void)scratch;
    while (left > 0U) {
        const uint32_t count = (left < 8U) ? left : 8U;
        uint32_t total;

        if (count > 4U) {
            bc_clear_buckets(buckets, 5U);
            bc_fill_buckets(buckets, buckets + 16, weights, input, layer->fan_in);
            total = bc_fold_buckets(buckets, 4U, sums);
            bc_fold_buckets(buckets + 16, 4U, sums + 4);
        } else {
            const uint32_t bits = bc_field_bits(count);

            bc_clear_buckets(buckets, bits);
            bc_fill_narrow_buckets(buckets, bits, weights, input, layer->fan_in);
            total = bc_fold_buckets(buckets, bits, sums);
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total, group_output);
        weights += layer->fan_in;
        group_output += value_bytes << 3;
        first += count;
        left -= count;
    }
}
