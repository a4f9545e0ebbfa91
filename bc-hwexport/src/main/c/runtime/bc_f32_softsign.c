/*
 * Softsign; see bc_f32_elementwise.h.
 */
#include "bc_f32_elementwise.h"

void bc_f32_softsign(uint32_t count, const float *input, float *output)
{
    while (count > 0U) {
        const float x = *input++;
        const float magnitude = (x < 0.0f) ? -x : x;

        *output++ = x / (1.0f + magnitude);
        count--;
    }
}
