/*
 * Scale, offset and limits of each channel; see bc_f32.h. One multiplication a value.
 */
#include "bc_f32.h"

void bc_f32_scale(const bc_f32_scaling *scaling, uint32_t channels, const float *sums, float *output)
{
    const float *const end = output + channels;
    const float *scale = scaling->scale;
    const float *offset = scaling->offset;
    const float minimum = scaling->minimum;
    const float maximum = scaling->maximum;

    while (output != end) {
        const float product = *sums++ * *scale++;
        float value = product + *offset++;

        value = (value < minimum) ? minimum : value;
        value = (value > maximum) ? maximum : value;
        *output++ = value;
    }
}
