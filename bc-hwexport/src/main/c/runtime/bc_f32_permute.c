/*
 * Rearranges floating-point values; see bc_f32_elementwise.h. No multiplication.
 */
#include "bc_f32_elementwise.h"

#include "bc_rom.h"

void bc_f32_permute(const uint16_t *order, uint32_t count, const float *input, float *output)
{
    while (count > 0U) {
        *output++ = input[BC_ROM_U16(order)];
        order++;
        count--;
    }
}
