/*
 * Any function of one 8-bit value, by table; see bc_elementwise.h. No multiplication.
 */
#include "bc_elementwise.h"

#include "bc_rom.h"

void bc_lookup(const uint8_t *table, uint32_t count, const uint8_t *input, uint8_t *output)
{
    while (count >= 4U) {
        /* read before anything is written: in place, the compiler could not do so itself */
        const uint8_t index0 = input[0];
        const uint8_t index1 = input[1];
        const uint8_t index2 = input[2];
        const uint8_t index3 = input[3];

        output[0] = BC_ROM_U8(&table[index0]);
        output[1] = BC_ROM_U8(&table[index1]);
        output[2] = BC_ROM_U8(&table[index2]);
        output[3] = BC_ROM_U8(&table[index3]);
        input += 4;
        output += 4;
        count -= 4U;
    }
    while (count > 0U) {
        *output++ = BC_ROM_U8(&table[*input++]);
        count--;
    }
}
