/*
 * Cells of an LSTM layer with floating-point activations; see bc_f32_elementwise.h.
 */
#include "bc_f32_elementwise.h"

void bc_f32_lstm_cell(uint32_t units, const float *gates, float *cell, float *copy)
{
    const float *block = gates;
    const float *forget = block + units;
    const float *input = forget + units + units;

    while (units > 0U) {
        const float kept = *forget++ * *cell;
        const float added = *input++ * *block++;
        const float sum = kept + added;

        *cell++ = sum;
        *copy++ = sum;
        units--;
    }
}
