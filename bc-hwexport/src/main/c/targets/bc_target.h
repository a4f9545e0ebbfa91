/*
 * The few services that a program needs to run on a simulated microcontroller, or on the host.
 * The start-up code of a target calls main(), and the value that main() returns becomes the exit code of the program.
 */
#ifndef BC_TARGET_H
#define BC_TARGET_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Prints a text as it is; no newline is added. */
void bc_target_print(const char *text);

/** Prints a number in decimal. */
void bc_target_print_unsigned(uint32_t value);

/**
 * Running count of executed instructions, modulo 2^32; of clock cycles on AVR.
 *
 * The difference of two values is the exact number of instructions between the two calls. The calls themselves are not
 * counted; what the caller does with the result is (usually one instruction, a move to a register).
 * The simulator must run with the options that the target's bc_target_core.c names, or the count means nothing. That
 * file also says how far apart two counts may be.
 * Always 0 on the host, which has no counter.
 */
uint32_t bc_target_instructions(void);

/** Ends the program; 0 is success. Does not return. */
void bc_target_exit(int code);

#ifdef __cplusplus
}
#endif

#endif
