/*
 * Dense layer with real weights and floating-point activations; see bc_f32_dense.h. One multiplication a weight.
 */
#include "bc_f32_dense.h"

void bc_f32_dense_real(const bc_f32_dense_layer *layer, const float *input, float *output, float *scratch)
{
    const float *weights = (const float *)layer->weights;
    const float *const input_end = input + layer->fan_in;
    const float *const end = output + layer->outputs;
    float *to = output;

    (void)scratch;
    while (to != end) {
        const float *x = input;
        float sum = 0.0f;

        while (x != input_end) {
            const float product = *weights++ * *x++;

            sum += product;
        }
        *to++ = sum;
    }
    bc_f32_scale(&layer->scaling, layer->outputs, output, output);
}
