/*
 * Fully connected layer with floating-point activations: one function for each kernel, all with the same parameters.
 * The kernels of binary weights compute the same outputs to the bit; they differ in speed and scratch memory. They only
 * add; the one multiplication an output is in bc_f32_scale.c.
 *
 *                         weights              scratch      good for
 *   bc_f32_dense_lut8     ROWS (bc_dense.h)    4 KB         many outputs
 *   bc_f32_dense_lut4     ROWS (bc_dense.h)    512 bytes    few outputs, or little memory
 *   bc_f32_dense_real     float[outputs][fan_in]   none     real weights; multiplies
 *
 * The sum of an output with binary weights w = +1 or -1 begins with 0; then for each group of 8 neighbouring inputs, in
 * their order, it becomes
 *     sum + (((w0*x0 + w1*x1) + (w2*x2 + w3*x3)) + ((w4*x4 + w5*x5) + (w6*x6 + w7*x7))),
 * every addition rounded. Inputs that are missing in the last group are 0. With real weights it begins with 0 and
 * becomes sum + w*x for one input after the other, product and addition rounded.
 * Then bc_f32.h says how sums become outputs.
 *
 * Ranges: fan_in and outputs 1..65535.
 * Memory: no allocation, no static data. The sums are in the output while they grow. Nothing is read outside of
 * input[0..fan_in-1] and the weights as above. Input, output and scratch must not overlap.
 */
#ifndef BC_F32_DENSE_H
#define BC_F32_DENSE_H

#include <stdint.h>

#include "bc_f32.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One dense layer. */
typedef struct {
    uint16_t fan_in;     /**< number of inputs, 1..65535 */
    uint16_t outputs;    /**< number of outputs, 1..65535 */
    const void *weights; /**< uint8_t or float, layout above; in BC_ROM memory */
    bc_f32_scaling scaling;
} bc_f32_dense_layer;

/** Bytes of scratch of each kernel. */
#define BC_F32_DENSE_LUT8_SCRATCH_BYTES(fan_in, outputs) 4096U
#define BC_F32_DENSE_LUT4_SCRATCH_BYTES(fan_in, outputs) 512U
#define BC_F32_DENSE_REAL_SCRATCH_BYTES(fan_in, outputs) 0U

/**
 * Computes a dense layer with binary weights, with tables of 8 inputs.
 *
 * @param layer   the layer; weights are ROWS
 * @param input   activations; [layer->fan_in]
 * @param output  receives the activations; [layer->outputs]
 * @param scratch work memory of BC_F32_DENSE_LUT8_SCRATCH_BYTES
 */
void bc_f32_dense_lut8(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch);

/** The same with tables of 4 inputs. */
void bc_f32_dense_lut4(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch);

/** Computes a dense layer with real weights; no scratch (NULL). */
void bc_f32_dense_real(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch);

#ifdef __cplusplus
}
#endif

#endif
