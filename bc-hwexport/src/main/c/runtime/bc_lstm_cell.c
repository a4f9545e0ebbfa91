/*
 * One time step of the cells of an LSTM layer; see bc_recurrent.h for the arithmetic and its ranges.
 * Seven multiplications a unit.
 */
#include "bc_recurrent.h"

#include "bc_rom.h"
#include "bc_shift.h"

void bc_lstm_cell(const bc_lstm_layer *layer, const uint8_t *gates, int16_t *cell, uint8_t *hidden)
{
    const uint32_t units = layer->units;
    const uint8_t *input = gates;
    const uint8_t *forget = input + units;
    const uint8_t *output = forget + units;
    const uint8_t *admit = output + units; /* the input gate */
    const int64_t rounding = bc_half_of_power(layer->cell_shift);
    uint32_t left;

    for (left = units; left > 0U; left--) {
        const int32_t kept = (int32_t)*forget++ * *cell;
        const int32_t added = (int32_t)*admit++ * ((int32_t)*input++ - layer->input_zero_point);
        int64_t sum = rounding;
        int32_t state;
        int32_t activation;
        uint8_t index;

        sum += (int64_t)kept * layer->forget_multiplier;
        sum += (int64_t)added * layer->input_multiplier;
        state = bc_floor_shift(sum, layer->cell_shift, INT16_MIN, INT16_MAX);
        *cell++ = (int16_t)state;

        sum = ((int64_t)state * layer->index_multiplier) + layer->index_offset;
        index = bc_floor_shift_u8(sum, layer->index_shift, 0U, 255U);

        activation = (int32_t)*output++ * ((int32_t)BC_ROM_U8(&layer->tanh_table[index]) - layer->tanh_zero_point);
        sum = ((int64_t)activation * layer->hidden_multiplier) + layer->hidden_offset;
        *hidden++ = bc_floor_shift_u8(sum, layer->hidden_shift, 0U, 255U);
    }
}
