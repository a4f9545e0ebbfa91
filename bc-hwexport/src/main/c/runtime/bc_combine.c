/*
 * The sum of two accumulators with different scales; see bc_recurrent.h. Two multiplications an output.
 */
#include "bc_recurrent.h"

#include "bc_rom.h"
#include "bc_shift.h"

void bc_combine(const bc_combine_layer *layer, uint32_t count, const int32_t *a, const int32_t *b, uint8_t *output)
{
    const int16_t *multiplier_a = layer->multiplier_a;
    const int16_t *multiplier_b = layer->multiplier_b;
    const uint8_t *shift = layer->shift;
    const int32_t *offset = layer->offset;
    const uint8_t minimum = layer->minimum;
    const uint8_t maximum = layer->maximum;

    while (count > 0U) {
        int64_t sum = BC_ROM_S32(offset);

        sum += (int64_t)*a * BC_ROM_S16(multiplier_a);
        sum += (int64_t)*b * BC_ROM_S16(multiplier_b);
        *output = bc_floor_shift_u8(sum, BC_ROM_U8(shift), minimum, maximum);
        a++;
        b++;
        multiplier_a++;
        multiplier_b++;
        shift++;
        offset++;
        output++;
        count--;
    }
}
