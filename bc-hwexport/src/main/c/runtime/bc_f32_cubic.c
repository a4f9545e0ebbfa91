/*
 * Functions by cubic polynomials; see bc_f32_elementwise.h. Four multiplications a value.
 */
#include "bc_f32_elementwise.h"

/** Where the last piece begins, in pieces. */
#define BC_LAST_PIECE 128.0f

void bc_f32_cubic(const float *coefficients, uint32_t count, const float *input, float *output)
{
    const float *const negative = coefficients + (4U * BC_F32_CUBIC_PIECES);

    while (count > 0U) {
        const float x = *input++;
        const float u = 8.0f * ((x < 0.0f) ? -x : x);
        const uint32_t n = (uint32_t)((u < BC_LAST_PIECE) ? u : BC_LAST_PIECE);
        const float t = u - (float)n;
        const float *const c = ((x < 0.0f) ? negative : coefficients) + (4U * n);
        float y = c[3];

        y = y * t;
        y = y + c[2];
        y = y * t;
        y = y + c[1];
        y = y * t;
        y = y + c[0];
        *output++ = y;
        count--;
    }
}
