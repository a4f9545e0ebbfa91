/*
 * Hyperbolic tangent; see bc_f32_elementwise.h.
 *
 * For |x| below 0.625 the polynomial of tanhf in the Cephes library; otherwise, with e = exp(-2 |x|), the sign of x times
 * (1 - e) / (1 + e). The smallest argument of exp is -87.
 */
#include "bc_f32_elementwise.h"

#include "bc_f32_exp.h"

static float bc_tanh(float x)
{
    const float magnitude = (x < 0.0f) ? -x : x;
    float e;
    float y;

    if (magnitude < 0.625f) {
        const float square = x * x;

        y = -5.70498873e-3f;
        y = y * square;
        y = y + 2.06390880e-2f;
        y = y * square;
        y = y - 5.37397154e-2f;
        y = y * square;
        y = y + 1.33314416e-1f;
        y = y * square;
        y = y - 3.33332807e-1f;
        y = y * square;
        y = y * x;
        return y + x;
    }
    e = bc_f32_exp((magnitude > 43.5f) ? -87.0f : (-2.0f * magnitude));
    y = (1.0f - e) / (1.0f + e);
    return (x < 0.0f) ? -y : y;
}

void bc_f32_tanh(uint32_t count, const float *input, float *output)
{
    while (count > 0U) {
        *output++ = bc_tanh(*input++);
        count--;
    }
}
