/*
 * Limits every value to the range of its channel; see bc_elementwise.h. No multiplication.
 */
#include "bc_elementwise.h"

#include "bc_rom.h"

void bc_clamp(const uint8_t *minimum, const uint8_t *maximum, uint32_t positions, uint32_t channels,
              const uint8_t *input, uint8_t *output)
{
    while (positions > 0U) {
        uint32_t c;

        for (c = 0U; c < channels; c++) {
            const uint8_t low = BC_ROM_U8(&minimum[c]);
            const uint8_t high = BC_ROM_U8(&maximum[c]);
            uint8_t value = *input++;

            if (value < low) {
                value = low;
            }
            if (value > high) {
                value = high;
            }
            *output++ = value;
        }
        positions--;
    }
}
