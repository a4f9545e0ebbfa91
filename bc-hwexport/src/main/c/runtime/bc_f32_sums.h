/*
 * Tables of the sums that 4 neighbouring inputs can have with binary weights; used by the dense kernels.
 */
#ifndef BC_F32_SUMS_H
#define BC_F32_SUMS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Writes tables[0][k] = (+-x0 +- x1) + (+-x2 +- x3), where the sign of input i is + if bit i of k is 1; and tables[1] of
 * the next four inputs. Inputs that are missing are 0.
 *
 * @param input  [count]
 * @param count  1..8
 * @param tables [2][16]
 */
void bc_f32_sums(const float *input, uint32_t count, float *tables);

#ifdef __cplusplus
}
#endif

#endif
