/*
 * Dense layer with binary weights and floating-point activations, look-up tables of 4 inputs for 32 inputs at a time.
 * No multiplication here.
 *
 * Method: 4 inputs have 16 sums. The tables of 32 inputs exist at the same time; each output adds the two entries of a
 * weight byte, and that to its sum, which is in the output.
 * Weights: ROWS (bc_dense.h).
 * Memory: 512 bytes of scratch, 8 tables.
 */
#include "bc_f32_dense.h"

#include "bc_f32_sums.h"
#include "bc_rom.h"

#define BC_TILE_INPUTS 32U

/** Tables of the two halves of a group, in floats. */
#define BC_GROUP_ENTRIES 32U

/** The sum of 8 inputs. */
#define BC_LOOK_UP(tables, byte) ((tables)[(byte)&15U] + (tables)[16U + ((byte) >> 4)])

/** Adds 32 weights of each output. */
static void bc_add_tile(float *sums, const float *end, const uint8_t *weights, uint32_t row_bytes, const float *tables)
{
    uint32_t row_start = 0U;

    while (sums != end) {
        const uint8_t *const row = weights + row_start;
        const uint32_t byte0 = BC_ROM_U8(row);
        const uint32_t byte1 = BC_ROM_U8(row + 1);
        const uint32_t byte2 = BC_ROM_U8(row + 2);
        const uint32_t byte3 = BC_ROM_U8(row + 3);
        float sum = *sums;

        sum += BC_LOOK_UP(tables, byte0);
        sum += BC_LOOK_UP(tables + BC_GROUP_ENTRIES, byte1);
        sum += BC_LOOK_UP(tables + (2U * BC_GROUP_ENTRIES), byte2);
        sum += BC_LOOK_UP(tables + (3U * BC_GROUP_ENTRIES), byte3);
        *sums++ = sum;
        row_start += row_bytes;
    }
}

/** Adds 8 weights of each output. */
static void bc_add_group(float *sums, const float *end, const uint8_t *weights, uint32_t row_bytes,
                         const float *tables)
{
    uint32_t row_start = 0U;

    while (sums != end) {
        const uint32_t byte = BC_ROM_U8(weights + row_start);

        *sums += BC_LOOK_UP(tables, byte);
        sums++;
        row_start += row_bytes;
    }
}

void bc_f32_dense_lut4(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch)
{
    const uint32_t fan_in = layer->fan_in;
    const uint32_t row_bytes = (fan_in + 7U) >> 3;
    const uint8_t *const weights = (const uint8_t *)layer->weights;
    const float *const end = output + layer->outputs;
    uint32_t done;
    /* volatile: compilers otherwise turn the loop into a call of memset, which not every firmware links */
    volatile float *clear = output;

    while (clear != end) {
        *clear++ = 0.0f;
    }
    for (done = 0U; done < fan_in; done += BC_TILE_INPUTS) {
        const uint32_t left = fan_in - done;
        const uint32_t count = (left < BC_TILE_INPUTS) ? left : BC_TILE_INPUTS;
        const uint8_t *tile = weights + (done >> 3);
        float *tables = scratch;
        uint32_t i;

        for (i = 0U; i < count; i += 8U) {
            bc_f32_sums(input + done + i, ((count - i) < 8U) ? (count - i) : 8U, tables);
            tables += BC_GROUP_ENTRIES;
        }
        if (tables == (scratch + (4U * BC_GROUP_ENTRIES))) {
            bc_add_tile(output, end, tile, row_bytes, scratch);
            continue;
        }
        tables = scratch;
        for (i = 0U; i < count; i += 8U) {
            bc_add_group(output, end, tile, row_bytes, tables);
            tile++;
            tables += BC_GROUP_ENTRIES;
        }
    }
    bc_f32_scale(&layer->scaling, layer->outputs, output, output);
}
