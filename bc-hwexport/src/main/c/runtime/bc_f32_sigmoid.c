/*
 * Logistic function; see bc_f32_elementwise.h.
 *
 * With e = exp(-|x|): 1 / (1 + e) for x >= 0, otherwise e / (1 + e). The smallest argument of exp is -87.
 */
#include "bc_f32_elementwise.h"

#include "bc_f32_exp.h"

static float bc_sigmoid(float x)
{
    const float negative = (x < 0.0f) ? x : -x;
    const float e = bc_f32_exp((negative < -87.0f) ? -87.0f : negative);

    return ((x < 0.0f) ? e : 1.0f) / (1.0f + e);
}

void bc_f32_sigmoid(uint32_t count, const float *input, float *output)
{
    while (count > 0U) {
        *output++ = bc_sigmoid(*input++);
        count--;
    }
}
