/*
 * The few services that a program needs to run on a simulated microcontroller, or on the host, without a C library.
 * Each target directory implements this file in bc_target.c; its start-up code calls main(), and the value that main()
 * returns becomes the exit code of the simulator.
 */
#ifndef BC_TARGET_H
#define BC_TARGET_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Prints a text as it is; no newline is added. */
void bc_target_print(const char *text);

/** Prints a number in decimal. The same for all targets, in bc_target_print.c. */
void bc_target_print_unsigned(uint32_t value);

/**
 * Running count of executed instructions, modulo 2^32.
 *
 * The difference of two values is the exact number of instructions between the two calls. The calls themselves are not
 * counted; what the caller does with the result is (usually one instruction, a move to a register).
 * The simulator must run with the -icount option that the target's bc_target.c names, or the count means nothing.
 * Always 0 on the host, which has no counter.
 */
uint32_t bc_target_instructions(void);

/** Ends the program; 0 is success. Does not return. */
void bc_target_exit(int code);

#ifdef __cplusplus
}
#endif

#endif
