/*
 * Scale and offset of each channel, for instance a batch normalization that no other layer could take up; see
 * bc_elementwise.h. Values are widened in blocks, and bc_requantize() does the arithmetic.
 */
#include "bc_elementwise.h"

/** Values of a block; they live on the stack. */
#define BC_AFFINE_BLOCK 16U

void bc_affine(const bc_requantization *requantization, uint32_t positions, uint32_t channels, const uint8_t *input,
               void *output)
{
    const uint32_t value_bytes = (requantization->type == BC_OUTPUT_U8) ? 1U : 4U;
    uint8_t *bytes = (uint8_t *)output;

    while (positions > 0U) {
        uint32_t first = 0U;

        while (first < channels) {
            const uint32_t left = channels - first;
            const uint32_t count = (left < BC_AFFINE_BLOCK) ? left : BC_AFFINE_BLOCK;
            int32_t accumulators[BC_AFFINE_BLOCK];
            uint32_t i;

            for (i = 0U; i < count; i++) {
                accumulators[i] = *input++;
            }
            bc_requantize(requantization, first, count, accumulators, bytes);
            bytes += (value_bytes == 1U) ? count : (count << 2);
            first += count;
        }
        positions--;
    }
}
