/*
 * See memory_use.h. Before each run the memory has one value everywhere; after each operation every byte that is not
 * needed any more has it again. A byte that an operation writes differs from at least one of several such values, so that
 * none is missed unless it is computed in place.
 */
#include "memory_use.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GUARD_BYTES 64U
#define GUARD 0xC3U

static const memory_use_network *current;
static uint8_t filling;
static uint8_t *memory;
static uint8_t *before;
static uint8_t *written; /* [operations][memory_bytes] */

static uint8_t *guarded(uint32_t bytes)
{
    uint8_t *area = malloc(bytes + 2U * GUARD_BYTES);

    memset(area, (int)GUARD, bytes + 2U * GUARD_BYTES);
    return area + GUARD_BYTES;
}

static void release(uint8_t *area, uint32_t bytes, const char *what)
{
    uint32_t i;

    for (i = 0U; i < GUARD_BYTES; i++) {
        if (area[-1 - (int)i] != GUARD) {
            printf("%s error %s: byte -%u was written\n", current->name, what, (unsigned)i + 1U);
        }
        if (area[bytes + i] != GUARD) {
            printf("%s error %s: byte %u of %u was written\n", current->name, what, (unsigned)(bytes + i), (unsigned)bytes);
        }
    }
    free(area - GUARD_BYTES);
}

void memory_use_trace(uint32_t operation, const void *value, uint32_t bytes)
{
    const uint32_t *live = current->live;
    uint32_t i;

    (void)value;
    (void)bytes;
    for (i = 0U; i < current->memory_bytes; i++) {
        if (memory[i] != before[i]) {
            written[operation * current->memory_bytes + i] = 1U;
        }
    }
    for (i = 0U; i < operation; i++) {
        live += 1U + 2U * live[0];
    }
    memset(before, filling, current->memory_bytes);
    for (i = 0U; i < live[0]; i++) {
        memcpy(before + live[1U + 2U * i], memory + live[1U + 2U * i], live[2U + 2U * i]);
    }
    memcpy(memory, before, current->memory_bytes);
}

static void print_written(void)
{
    uint32_t o;

    for (o = 0U; o < current->operations; o++) {
        const uint8_t *row = written + o * current->memory_bytes;
        uint32_t i;

        printf("%s wrote %u", current->name, (unsigned)o);
        for (i = 0U; i < current->memory_bytes; i++) {
            if (row[i] != 0U && (i == 0U || row[i - 1U] == 0U)) {
                printf(" %u", (unsigned)i);
            }
            if (row[i] != 0U && (i + 1U == current->memory_bytes || row[i + 1U] == 0U)) {
                printf(" %u", (unsigned)i);
            }
        }
        printf("\n");
    }
}

static void check_reset(uint8_t *state, uint8_t *reset)
{
    uint32_t i;

    memset(state, filling, current->state_bytes);
    current->reset(state);
    for (i = 0U; i < current->state_bytes; i++) {
        reset[i] |= (state[i] != filling);
    }
}

void memory_use_check(const memory_use_network *network)
{
    static const uint8_t fillings[] = {0x00U, 0x55U, 0xAAU, 0xFFU};
    int32_t *scores;
    uint8_t *score_bytes;
    uint8_t *state;
    uint8_t *reset = calloc(network->state_bytes + 1U, 1U);
    uint32_t f;
    uint32_t i;

    current = network;
    memory = guarded(network->memory_bytes);
    state = guarded(network->state_bytes);
    score_bytes = guarded(4U * network->scores);
    scores = (int32_t *)(void *)score_bytes;
    before = malloc(network->memory_bytes);
    written = calloc(network->operations, network->memory_bytes);
    for (f = 0U; f < sizeof fillings; f++) {
        uint32_t v;

        filling = fillings[f];
        for (v = 0U; v < network->vectors; v++) {
            if (network->reset != NULL && v % network->steps == 0U) {
                check_reset(state, reset);
            }
            memset(memory, filling, network->memory_bytes);
            memset(before, filling, network->memory_bytes);
            network->run(network->golden_inputs + v * network->inputs, scores, memory, state);
            if (memcmp(scores, network->golden_scores + v * network->scores, 4U * network->scores) != 0) {
                printf("%s error scores of vector %u with filling %u\n", network->name, (unsigned)v, (unsigned)filling);
            }
        }
    }
    for (i = 0U; i + network->state_padding < network->state_bytes; i++) {
        if (reset[i] == 0U) {
            printf("%s error reset left byte %u of %u\n", network->name, (unsigned)i, (unsigned)network->state_bytes);
        }
    }
    print_written();
    release(memory, network->memory_bytes, "memory");
    release(state, network->state_bytes, "state");
    release(score_bytes, 4U * network->scores, "scores");
    free(before);
    free(written);
    free(reset);
}
