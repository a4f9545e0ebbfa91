/*
 * Copies and fills bytes.
 *
 * The destination is volatile: compilers otherwise turn the loops into calls of memcpy and memset, which not every
 * firmware links.
 */
#ifndef BC_COPY_H
#define BC_COPY_H

#include <stdint.h>

/** Copies bytes to another place. The two must not overlap. */
static inline void bc_copy(const uint8_t *source, uint32_t count, uint8_t *destination)
{
    volatile uint8_t *to = destination;

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
}

/** Writes the same byte count times. */
static inline void bc_fill(uint8_t value, uint32_t count, uint8_t *destination)
{
    volatile uint8_t *to = destination;

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
}

#endif
