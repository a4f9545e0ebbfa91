/*
 * Sum of two tensors; see bc_f32_elementwise.h. Two multiplications a value.
 */
#include "bc_f32_elementwise.h"

void bc_f32_add(const bc_f32_add_layer *layer, uint32_t count, const float *a, const float *b, float *output)
{
    while (count > 0U) {
        const float product_a = *a++ * layer->factor_a;
        const float product_b = *b++ * layer->factor_b;
        float value = product_a + product_b;

        value = (value < layer->minimum) ? layer->minimum : value;
        value = (value > layer->maximum) ? layer->maximum : value;
        *output++ = value;
        count--;
    }
}
