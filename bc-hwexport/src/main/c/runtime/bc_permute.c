/*
 * Rearranges values by a table of indices; see bc_elementwise.h. No multiplication.
 */
#include "bc_elementwise.h"

#include "bc_rom.h"

void bc_permute(const uint16_t *order, uint32_t count, const uint8_t *input, uint8_t *output)
{
    while (count > 0U) {
        const uint16_t index = BC_ROM_U16(order);

        *output++ = input[index];
        order++;
        count--;
    }
}
