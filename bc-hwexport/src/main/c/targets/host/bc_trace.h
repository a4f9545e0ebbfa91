/*
 * Prints what each operation of a network gives, for a comparison with the exporter's reference. On computers: compile with
 * -DBC_TRACE=bc_trace -include targets/host/bc_trace.h, and link bc_trace.c.
 */
#ifndef BC_TRACE_H
#define BC_TRACE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Writes a line "trace <operation> <bytes in hexadecimal digits>" to standard error.
 *
 * @param operation its number in the network
 * @param value     what it gave; [bytes]
 * @param bytes     size of the value
 */
void bc_trace(uint32_t operation, const void *value, uint32_t bytes);

#ifdef __cplusplus
}
#endif

#endif
