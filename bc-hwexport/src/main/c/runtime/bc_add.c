/*
 * Addition of two tensors with different scales; see bc_elementwise.h, also for why 32 bits suffice.
 * Two multiplications an output.
 */
#include "bc_elementwise.h"

void bc_add(const bc_add_layer *layer, uint32_t count, const uint8_t *a, const uint8_t *b, uint8_t *output)
{
    const int32_t multiplier_a = layer->multiplier_a;
    const int32_t multiplier_b = layer->multiplier_b;
    const int32_t offset = layer->offset;
    const uint32_t shift = layer->shift;
    const uint32_t minimum = layer->minimum;
    const uint32_t maximum = layer->maximum;

    while (count > 0U) {
        const int32_t sum = (*a++ * multiplier_a) + (*b++ * multiplier_b) + offset;
        /* the floor of a negative number is negative, and limited to the minimum */
        uint32_t result = (sum < 0) ? 0U : ((uint32_t)sum >> shift);

        if (result < minimum) {
            result = minimum;
        }
        if (result > maximum) {
            result = maximum;
        }
        *output++ = (uint8_t)result;
        count--;
    }
}
