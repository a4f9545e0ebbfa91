/*
 * What the start-up code of all microcontrollers needs from each core; implemented in the core's bc_target_core.c.
 */
#ifndef BC_TARGET_CORE_H
#define BC_TARGET_CORE_H

#include <stdint.h>

/** Starts the counter that bc_target_read_counter() reads. */
void bc_target_start_counter(void);

/** Instructions or cycles since the start, modulo 2^32. Every call must cost the same: no branches. */
uint32_t bc_target_read_counter(void);

/** Asks the simulator for a service; only on cores that run under QEMU. */
void bc_target_semihosting(uint32_t operation, const void *parameter);

/** Measures what a call of bc_target_instructions() costs; in bc_target_count.c. Start-up code calls it before main(). */
void bc_target_start_count(void);

#endif
