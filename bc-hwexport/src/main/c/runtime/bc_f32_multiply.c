/*
 * Product of two tensors; see bc_f32_elementwise.h.
 */
#include "bc_f32_elementwise.h"

void bc_f32_multiply(uint32_t count, const float *a, const float *b, float *output)
{
    while (count > 0U) {
        *output++ = *a++ * *b++;
        count--;
    }
}
