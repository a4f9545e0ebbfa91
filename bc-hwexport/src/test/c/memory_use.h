/*
 * Which bytes of the working memory each operation of an exported network writes. Compile the network with
 * -DBC_TRACE=memory_use_trace -include memory_use.h.
 */
#ifndef MEMORY_USE_H
#define MEMORY_USE_H

#include <stdint.h>

typedef struct {
    const char *name;
    uint32_t memory_bytes;
    uint32_t state_bytes;
    uint32_t state_padding; /* bytes at its end that nothing uses */
    uint32_t inputs;
    uint32_t scores;
    uint32_t vectors;
    uint32_t steps; /* vectors of a sequence */
    uint32_t operations;
    const uint8_t *golden_inputs;
    const int32_t *golden_scores;
    /* For each operation what is needed after it: how many places, then offset and bytes of each. */
    const uint32_t *live;
    void (*reset)(void *state); /* NULL without state */
    void (*run)(const uint8_t *input, int32_t *scores, void *memory, void *state);
} memory_use_network;

/**
 * Runs the golden vectors with several fillings and prints "<name> wrote <operation>", then the first and the last byte
 * of each range; and "<name> error ..." for whatever is wrong.
 */
void memory_use_check(const memory_use_network *network);

/** Is called after each operation. */
void memory_use_trace(uint32_t operation, const void *value, uint32_t bytes);

#endif
