/*
 * Concatenation along the channels, one input at a time; see bc_elementwise.h. No multiplication.
 */
#include "bc_elementwise.h"

#include <stddef.h>

#include "bc_copy.h"

void bc_concat(const uint8_t *table, uint32_t positions, uint32_t channels, const uint8_t *input,
               uint32_t output_stride, uint8_t *output)
{
    uint32_t start = 0U; /* of the position in the output; an index, because a pointer would leave the array at the end */

    while (positions > 0U) {
        if (table != NULL) {
            bc_lookup(table, channels, input, output + start);
        } else {
            bc_copy(input, channels, output + start);
        }
        input += channels;
        start += output_stride;
        positions--;
    }
}
