/*
 * Windows of a convolution; see bc_conv_window.h.
 *
 * Offsets and positions are unsigned and wrap around: outside of the input they are meaningless or huge, and only those
 * of positions inside become addresses.
 */
#include "bc_conv_window.h"

void bc_conv_window_first(bc_conv_window *window, const bc_conv_layer *layer, const uint8_t *input, uint8_t *copy)
{
    const uint32_t channels = layer->input_channels;
    const uint32_t row_bytes = bc_product(layer->input_width, channels);

    window->layer = layer;
    window->input = input;
    window->copy = copy;
    window->tap_row = bc_product(row_bytes, layer->dilation_y);
    window->tap_column = bc_product(channels, layer->dilation_x);
    window->copy_row = bc_product(channels, layer->kernel_width);
    window->window_row = bc_product(row_bytes, layer->stride_y);
    window->window_column = bc_product(channels, layer->stride_x);
    window->row_start = 0U - bc_product(row_bytes, layer->pad_top) - bc_product(channels, layer->pad_left);
    window->start = window->row_start;
    window->y = (uint32_t)0 - layer->pad_top;
    window->x = (uint32_t)0 - layer->pad_left;
    window->last_y = bc_product(layer->dilation_y, layer->kernel_height - 1U);
    window->last_x = bc_product(layer->dilation_x, layer->kernel_width - 1U);
}

void bc_conv_window_next_column(bc_conv_window *window)
{
    window->x += window->layer->stride_x;
    window->start += window->window_column;
}

void bc_conv_window_next_row(bc_conv_window *window)
{
    window->y += window->layer->stride_y;
    window->x = (uint32_t)0 - window->layer->pad_left;
    window->row_start += window->window_row;
    window->start = window->row_start;
}

int bc_conv_window_is_inside(const bc_conv_window *window)
{
    const bc_conv_layer *const layer = window->layer;

    return (window->y < layer->input_height) && ((window->y + window->last_y) < layer->input_height) &&
           (window->x < layer->input_width) && ((window->x + window->last_x) < layer->input_width);
}

/* Arm cores that load and store words at any address; C has no way to say so without calling memcpy. */
#if defined(__arm__) && defined(__ARM_FEATURE_UNALIGNED) && defined(__GNUC__)
#define BC_HAS_UNALIGNED_WORDS 1
#else
#define BC_HAS_UNALIGNED_WORDS 0
#endif

/* In both functions the destination is volatile: compilers otherwise call memcpy and memset. */

static uint8_t *bc_conv_copy(const uint8_t *source, uint32_t count, uint8_t *destination)
{
    volatile uint8_t *to = destination;

    destination += count;
#if BC_HAS_UNALIGNED_WORDS
    while (count >= 8U) {
        uint32_t word0;
        uint32_t word1;

        __asm__ volatile("ldr %0, [%2]\n\t"
                         "ldr %1, [%2, #4]\n\t"
                         "str %0, [%3]\n\t"
                         "str %1, [%3, #4]"
                         : "=&r"(word0), "=&r"(word1)
                         : "r"(source), "r"(to)
                         : "memory");
        source += 8;
        to += 8;
        count -= 8U;
    }
#endif
    while (count >= 4U) {
        to[0] = source[0];
        to[1] = source[1];
        to[2] = source[2];
        to[3] = source[3];
        source += 4;
        to += 4;
        count -= 4U;
    }
    while (count > 0U) {
        *to++ = *source++;
        count--;
    }
    return destination;
}

static uint8_t *bc_conv_fill(uint8_t value, uint32_t count, uint8_t *destination)
{
    volatile uint8_t *to = destination;

    destination += count;
#if BC_HAS_UNALIGNED_WORDS
    {
        uint32_t word = value | ((uint32_t)value << 8);

        word |= word << 16;
        while (count >= 8U) {
            __asm__ volatile("str %0, [%1]\n\t"
                             "str %0, [%1, #4]"
                             :
                             : "r"(word), "r"(to)
                             : "memory");
            to += 8;
            count -= 8U;
        }
    }
#endif
    while (count >= 4U) {
        to[0] = value;
        to[1] = value;
        to[2] = value;
        to[3] = value;
        to += 4;
        count -= 4U;
    }
    while (count > 0U) {
        *to++ = value;
        count--;
    }
    return destination;
}

void bc_conv_window_copy(const bc_conv_window *window)
{
    const bc_conv_layer *const layer = window->layer;
    const uint32_t channels = layer->input_channels;
    uint8_t *to = window->copy;
    uint32_t y = window->y;
    uint32_t row = window->start;
    uint32_t before = 0U; /* bytes of a row of taps that lie to the left of the input, inside, and to the right */
    uint32_t inside = 0U;
    uint32_t after = 0U;
    uint32_t skipped = 0U; /* the bytes to the left, as a distance in the input */
    uint32_t x = window->x;
    uint32_t left;

    for (left = layer->kernel_width; left > 0U; left--) {
        if (x < layer->input_width) {
            BC_CONV_ADD(inside, channels);
        } else if (inside != 0U) {
            BC_CONV_ADD(after, channels);
        } else {
            /* so far; behind the last column it does not matter on which side the positions are */
            BC_CONV_ADD(before, channels);
            BC_CONV_ADD(skipped, window->tap_column);
        }
        x += layer->dilation_x;
    }
    row += skipped;
    for (left = layer->kernel_height; left > 0U; left--) {
        if ((y < layer->input_height) && (inside != 0U)) {
            to = bc_conv_fill(layer->pad_value, before, to);
            if (layer->dilation_x == 1U) {
                to = bc_conv_copy(window->input + row, inside, to);
            } else {
                uint32_t tap = row;
                uint32_t bytes;

                for (bytes = inside; bytes > 0U; bytes -= channels) {
                    to = bc_conv_copy(window->input + tap, channels, to);
                    tap += window->tap_column;
                }
            }
            to = bc_conv_fill(layer->pad_value, after, to);
        } else {
            to = bc_conv_fill(layer->pad_value, window->copy_row, to);
        }
        y += layer->dilation_y;
        BC_CONV_ADD(row, window->tap_row);
    }
}
