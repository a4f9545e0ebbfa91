/*
 * Removes the zero point of 8-bit values; see bc_elementwise.h. No multiplication.
 */
#include "bc_elementwise.h"

void bc_widen(uint8_t zero_point, uint32_t count, const uint8_t *input, int32_t *output)
{
    const int32_t zero = zero_point;

    while (count > 0U) {
        *output++ = *input++ - zero;
        count--;
    }
}
