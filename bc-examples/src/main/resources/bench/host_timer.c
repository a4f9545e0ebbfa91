/*
 * Times single inferences of the network "layer": for each byte on standard input, the number of an input, it runs one
 * inference and writes its time in nanoseconds as a line to standard output. Ends with the input.
 */
#define _POSIX_C_SOURCE 199309L

#include <stdio.h>
#include <time.h>

#include "layer_golden.h"

static layer_memory memory;
static int32_t scores[LAYER_SCORES];

int main(void)
{
    int number;

    while ((number = getchar()) != EOF) {
        struct timespec start;
        struct timespec end;

        clock_gettime(CLOCK_MONOTONIC, &start);
        layer_run(layer_golden_inputs[number % LAYER_GOLDEN_VECTORS], scores, &memory);
        clock_gettime(CLOCK_MONOTONIC, &end);
        printf("%ld\n", (long)(end.tv_sec - start.tv_sec) * 1000000000L + (end.tv_nsec - start.tv_nsec));
        fflush(stdout);
    }
    return 0;
}
