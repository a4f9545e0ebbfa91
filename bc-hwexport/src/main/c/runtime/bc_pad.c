/*
 * Surrounds a tensor with a constant; see bc_elementwise.h. No multiplication.
 *
 * Method: what is added behind one row and before the next is contiguous, so the output is written from start to end
 * as gap, row, gap, ..., row, gap.
 */
#include "bc_elementwise.h"

#include "bc_copy.h"
#include "bc_product.h"

void bc_pad(const bc_pad_layer *layer, const uint8_t *input, uint8_t *output)
{
    const uint32_t left_bytes = bc_product(layer->channels, layer->left);
    const uint32_t right_bytes = bc_product(layer->channels, layer->right);
    const uint32_t input_bytes = bc_product(layer->channels, layer->width);
    const uint32_t output_bytes = left_bytes + input_bytes + right_bytes;
    uint32_t gap = bc_product(output_bytes, layer->top) + left_bytes;
    uint32_t rows = layer->height;

    while (rows > 0U) {
        bc_fill(layer->value, gap, output);
        output += gap;
        bc_copy(input, input_bytes, output);
        output += input_bytes;
        input += input_bytes;
        gap = right_bytes + left_bytes;
        rows--;
    }
    bc_fill(layer->value, bc_product(output_bytes, layer->bottom) + right_bytes, output);
}
