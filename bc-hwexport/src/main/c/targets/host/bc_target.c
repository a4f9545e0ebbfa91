/*
 * The services of bc_target.h on a computer with a C library. There is no instruction counter.
 */
#include "../bc_target.h"

#include <stdio.h>
#include <stdlib.h>

void bc_target_print(const char *text)
{
    (void)fputs(text, stdout);
}

uint32_t bc_target_instructions(void)
{
    return 0U;
}

void bc_target_exit(int code)
{
    exit(code);
}
