/*
 * Writes the numbers of words.h to standard output: depth and width, then the array as it lies in memory. Included twice to
 * try its guard.
 */
#include "words.h"
#include "words.h"

#include <stdio.h>

int main(void)
{
    static const uint16_t sizes[2] = { WORDS_DEPTH, WORDS_WIDTH };

    return fwrite(sizes, sizeof(sizes), 1, stdout) == 1 && fwrite(words, sizeof(words), 1, stdout) == 1 ? 0 : 1;
}
