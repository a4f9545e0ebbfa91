/*
 * Dense layer with binary weights, buckets for 8 outputs (bc_buckets.h).
 *
 * Method: one addition to one of 256 buckets serves the 8 weights of an input; where 16 outputs or more are left, two
 * groups of 8 are computed together and share the reading of the inputs.
 * Weights: COLUMNS (bc_dense.h).
 * Ranges: fan_in and outputs 1..65535.
 * Memory: 1024 bytes of scratch for the buckets of 8 outputs, 2048 bytes if there are 16 outputs or more.
 */
#include "bc_dense.h"

#include "bc_buckets.h"
#include "bc_rom.h"

#define BC_ADD_INPUT(index) (buckets[BC_ROM_U8(weights + (index))] += input[index])

/** Adds the inputs to the buckets of one group of outputs. */
static void bc_fill_buckets(uint32_t *buckets, const uint8_t *weights, const uint8_t *input, uint32_t count)
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

#define BC_ADD_INPUT_TO_2(index)                                                                                       \
    do {                                                                                                               \
        const uint32_t value = input[index];                                                                           \
                                                                                                                       \
        buckets[BC_ROM_U8(weights0 + (index))] += value;                                                               \
        buckets[256U + BC_ROM_U8(weights1 + (index))] += value;                                                        \
    } while (0)

/** Adds the inputs to the buckets of two groups of outputs, of which the second are buckets[256..511]. */
static void bc_fill_2_buckets(uint32_t *buckets, const uint8_t *weights0, const uint8_t *input, uint32_t count)
{
    const uint8_t *weights1 = weights0 + count;

    while (count >= 4U) {
        BC_ADD_INPUT_TO_2(0);
        BC_ADD_INPUT_TO_2(1);
        BC_ADD_INPUT_TO_2(2);
        BC_ADD_INPUT_TO_2(3);
        weights0 += 4;
        weights1 += 4;
        input += 4;
        count -= 4U;
    }
    while (count > 0U) {
        BC_ADD_INPUT_TO_2(0);
        weights0++;
        weights1++;
        input++;
        count--;
    }
}

void bc_dense_buckets(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch)
{
    const uint32_t value_bytes = (layer->requantization.type == BC_OUTPUT_U8) ? 1U : 4U;
    const uint8_t *weights = layer->weights;
    uint8_t *group_output = (uint8_t *)output;
    uint32_t first = 0U;
    uint32_t left = layer->outputs;
    uint32_t sums[16];

    while (left > 0U) {
        uint32_t count = (left < 8U) ? left : 8U;
        uint32_t total;

        if (left >= 16U) {
            count = 16U;
            bc_clear_buckets(scratch, 8U);
            bc_clear_buckets(scratch + 256, 8U);
            bc_fill_2_buckets(scratch, weights, input, layer->fan_in);
            total = bc_fold_buckets(scratch, 8U, sums);
            bc_fold_buckets(scratch + 256, 8U, sums + 8);
            weights += layer->fan_in;
            group_output += value_bytes << 3;
        } else if (count > 4U) {
            bc_clear_buckets(scratch, count);
            bc_fill_buckets(scratch, weights, input, layer->fan_in);
            total = bc_fold_buckets(scratch, count, sums);
        } else {
            const uint32_t bits = bc_field_bits(count);

            bc_clear_buckets(scratch, bits);
            bc_fill_narrow_buckets(scratch, bits, weights, input, layer->fan_in);
            total = bc_fold_buckets(scratch, bits, sums);
        }
        bc_requantize_binary(&layer->requantization, first, count, sums, total,
                             (count == 16U) ? group_output - (value_bytes << 3) : group_output);
        weights += layer->fan_in;
        group_output += value_bytes << 3;
        first += count;
        left -= count;
    }
}
