/*
 * Layers with 32-bit floating-point activations: what all of them share.
 *
 * Every result is defined to the bit: each addition and each multiplication is one of IEEE 754 single precision, rounded
 * to nearest, in the order that the headers state. So compilers must not fuse a multiplication with an addition (see the
 * pragmas below; -ffp-contract=off forbids it, too), must not compute with more precision, and must not reorder (no
 * -ffast-math).
 * Values must stay finite, and magnitudes that are not 0 at least 2^-126.
 */
#ifndef BC_F32_H
#define BC_F32_H

#include <float.h>
#include <stdint.h>

#if defined(__FAST_MATH__)
#error "floating-point layers need exact arithmetic: compile without -ffast-math"
#endif
#if defined(FLT_EVAL_METHOD) && (FLT_EVAL_METHOD != 0)
#error "floating-point layers need single precision: for 32-bit x86 compile with -msse2 -mfpmath=sse"
#endif
#if (FLT_RADIX != 2) || (FLT_MANT_DIG != 24) || (FLT_MAX_EXP != 128)
#error "floating-point layers need float to be IEEE 754 single precision"
#endif

#if defined(__GNUC__) && !defined(__clang__)
/* GCC does not know the pragma of C99, and fuses with -std=gnu99 and later ones. */
#pragma GCC optimize("fp-contract=off")
#elif defined(__clang__) || !defined(__cplusplus)
#pragma STDC FP_CONTRACT OFF
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What happens to the sums of a layer, channel by channel:
 *     y = sum * scale[channel] + offset[channel]; if y < minimum, y = minimum; if y > maximum, y = maximum.
 * No limit is -FLT_MAX and FLT_MAX. The arrays are in BC_ROM memory.
 */
typedef struct {
    const float *scale;  /**< [channels] */
    const float *offset; /**< [channels] */
    float minimum;
    float maximum;
} bc_f32_scaling;

/**
 * Scales the sums of one position.
 *
 * @param scaling  one scale and offset a channel
 * @param channels number of values
 * @param sums     [channels]
 * @param output   [channels]; may be the same array
 */
void bc_f32_scale(const bc_f32_scaling *scaling, uint32_t channels, const float *sums, float *output);

#ifdef __cplusplus
}
#endif

#endif
