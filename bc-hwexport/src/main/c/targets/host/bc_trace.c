/*
 * See bc_trace.h.
 */
#include "bc_trace.h"

#include <stdio.h>

void bc_trace(uint32_t operation, const void *value, uint32_t bytes)
{
    const uint8_t *const first = (const uint8_t *)value;
    uint32_t i;

    (void)fprintf(stderr, "trace %lu ", (unsigned long)operation);
    for (i = 0U; i < bytes; i++) {
        (void)fprintf(stderr, "%02x", (unsigned)first[i]);
    }
    (void)fputc('\n', stderr);
}
