/*
 * Scale and offset of channels; see bc_f32_elementwise.h. One multiplication a value.
 */
#include "bc_f32_elementwise.h"

void bc_f32_affine(const bc_f32_scaling *scaling, uint32_t positions, uint32_t channels, const float *input,
                   float *output)
{
    while (positions > 0U) {
        bc_f32_scale(scaling, channels, input, output);
        input += channels;
        output += channels;
        positions--;
    }
}
