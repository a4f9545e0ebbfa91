/*
 * The services of bc_target.h on a computer with a C library. There is no instruction counter.
 */
#include "../bc_target.h"

#include <stdio.h>
#include <stdlib.h>

void bc_target_print(const char *text)
{
    fputs(text, stdout);
}

void bc_target_print_int(int32_t value)
{
    printf("%ld", (long)value);
}

void bc_target_print_unsigned(uint32_t value)
{
    printf("%lu", (unsigned long)value);
}

uint32_t bc_target_instructions(void)
{
    return 0U;
}

void bc_target_exit(int code)
{
    exit(code);
}
