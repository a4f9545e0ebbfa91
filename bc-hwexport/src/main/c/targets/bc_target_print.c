/*
 * Printing of numbers, which every target does in the same way on top of its bc_target_print().
 */
#include "bc_target.h"

void bc_target_print_unsigned(uint32_t value)
{
    char text[11]; /* 2^32 - 1 has 10 digits */
    char *first = &text[10];

    *first = '\0';
    do {
        *--first = (char)('0' + (value % 10U));
        value /= 10U;
    } while (value != 0U);
    bc_target_print(first);
}
