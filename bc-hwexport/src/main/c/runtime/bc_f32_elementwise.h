/*
 * Floating-point layers that compute each output from one or two values; bc_f32.h says how they round.
 * Those whose parameters include a count take any number of values. Memory: no allocation, no static data, no scratch.
 * The output may be the input, or one of the inputs, except in bc_f32_permute().
 */
#ifndef BC_F32_ELEMENTWISE_H
#define BC_F32_ELEMENTWISE_H

#include <stdint.h>

#include "bc_f32.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Scale, offset and limits of each channel, as bc_f32_scale().
 *
 * @param scaling   [channels]
 * @param positions number of positions
 * @param channels  number of channels
 * @param input     [positions][channels]
 * @param output    [positions][channels]
 */
void bc_f32_affine(const bc_f32_scaling *scaling, uint32_t positions, uint32_t channels, const float *input,
                   float *output);

/** y = x * slope + intercept; if y < minimum, y = minimum; if y > maximum, y = maximum. */
typedef struct {
    float slope;
    float intercept;
    float minimum;
    float maximum;
} bc_f32_limit_layer;

/** Limits values: ReLU, hard tanh, hard sigmoid. */
void bc_f32_limit(const bc_f32_limit_layer *layer, uint32_t count, const float *input, float *output);

/** y = a * factor_a + b * factor_b, both products rounded; then limits as above. */
typedef struct {
    float factor_a;
    float factor_b;
    float minimum;
    float maximum;
} bc_f32_add_layer;

/** Adds two tensors. */
void bc_f32_add(const bc_f32_add_layer *layer, uint32_t count, const float *a, const float *b, float *output);

/** output[i] = a[i] * b[i]. */
void bc_f32_multiply(uint32_t count, const float *a, const float *b, float *output);

/** Hyperbolic tangent; bc_f32_tanh.c has the formula. The error is less than 2e-7 of the result. */
void bc_f32_tanh(uint32_t count, const float *input, float *output);

/** 1 / (1 + exp(-x)); bc_f32_sigmoid.c has the formula. The error is less than 3e-7 of the result for x > -87. */
void bc_f32_sigmoid(uint32_t count, const float *input, float *output);

/** x / (1 + |x|), sum and quotient rounded. */
void bc_f32_softsign(uint32_t count, const float *input, float *output);

/** Pieces of bc_f32_cubic() to either side of 0; each is 1/8 wide, and the last one has no end. */
#define BC_F32_CUBIC_PIECES 129U

/**
 * Any function, by cubic polynomials: with u = 8 * |x|, n the smaller of 128 and u without its fraction, t = u - n and
 * the coefficients c of piece n on the side of x (that of 0 is the positive one),
 *     y = ((c[3] * t + c[2]) * t + c[1]) * t + c[0], each product and each sum rounded.
 *
 * @param coefficients [2][BC_F32_CUBIC_PIECES][4], positive side first; in BC_ROM memory
 */
void bc_f32_cubic(const float *coefficients, uint32_t count, const float *input, float *output);

/**
 * Rearranges values: output[i] = input[order[i]].
 *
 * @param order  [count], in BC_ROM memory
 * @param count  number of values of the output
 * @param input  at most 65536 values
 * @param output [count]
 */
void bc_f32_permute(const uint16_t *order, uint32_t count, const float *input, float *output);

/**
 * The cells of an LSTM layer: cell[u] = f * cell[u] + i * g, both products rounded.
 *
 * @param units number of units
 * @param gates [4][units]: block input g, forget gate f, output gate o, input gate i, all after their activations
 * @param cell  [units], read and updated
 * @param copy  [units], receives the new cells, too
 */
void bc_f32_lstm_cell(uint32_t units, const float *gates, float *cell, float *copy);

#ifdef __cplusplus
}
#endif

#endif
