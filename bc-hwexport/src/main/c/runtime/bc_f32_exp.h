/*
 * Exponential of numbers that are not positive, for activation functions.
 */
#ifndef BC_F32_EXP_H
#define BC_F32_EXP_H

#include <stdint.h>

#include "bc_f32.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * exp(x) for x in -87..0; the error is less than 1.5e-7 of the result.
 *
 * With n = x * log2(e) rounded to the nearest, r = x - n * ln(2) in two steps, and a polynomial p of exp(r):
 * exp(x) = p * 2^n. The coefficients are those of expf in the Cephes library.
 */
float bc_f32_exp(float x);

#ifdef __cplusplus
}
#endif

#endif
