/*
 * Exponential; see bc_f32_exp.h.
 *
 * Constants that are not exact have the digits of the nearest single-precision number.
 */
#include "bc_f32_exp.h"

float bc_f32_exp(float x)
{
    const float scaled = x * 1.44269502f;
    const int32_t n = (int32_t)(scaled - 0.5f); /* truncated towards 0: the nearest, because x is not positive */
    const float whole = (float)n;
    const float upper = whole * 0.693359375f; /* exact: 7 and 9 bits */
    const float lower = whole * -2.12194442e-4f;
    const float difference = x - upper;
    const float r = difference - lower;
    union {
        float value;
        uint32_t bits;
    } result;
    float p = 1.98756912e-4f;
    float square;

    p = p * r;
    p = p + 1.39819994e-3f;
    p = p * r;
    p = p + 8.33345205e-3f;
    p = p * r;
    p = p + 4.16657962e-2f;
    p = p * r;
    p = p + 1.66666657e-1f;
    p = p * r;
    p = p + 0.5f;
    square = r * r;
    p = p * square;
    p = p + r;
    p = p + 1.0f;
    result.value = p;
    result.bits += (uint32_t)n << 23; /* no exponent leaves the range of numbers that are not denormal */
    return result.value;
}
