/*
 * Limits of values; see bc_f32_elementwise.h. One multiplication a value.
 */
#include "bc_f32_elementwise.h"

void bc_f32_limit(const bc_f32_limit_layer *layer, uint32_t count, const float *input, float *output)
{
    while (count > 0U) {
        const float product = *input++ * layer->slope;
        float value = product + layer->intercept;

        value = (value < layer->minimum) ? layer->minimum : value;
        value = (value > layer->maximum) ? layer->maximum : value;
        *output++ = value;
        count--;
    }
}
