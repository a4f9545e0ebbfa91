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

/*
 * Kernels that need tables at multiples of 256 bytes use a part of their scratch that depends on its address: the memory
 * is put at every word within 256 bytes once.
 */
#define ALIGNMENT 256U
#define WORD 4U

typedef struct {
    uint8_t *room;
    uint8_t *start;
    uint32_t bytes;
} guarded_area;

static const memory_use_network *current;
static uint8_t filling;
static uint8_t *memory;
static uint8_t *before;
static uint8_t *written; /* [operations][memory_bytes] */

/* The area starts so many bytes behind a multiple of ALIGNMENT. */
static guarded_area guarded(uint32_t bytes, uint32_t position)
{
    const size_t room_bytes = bytes + 2U * (size_t)(GUARD_BYTES + ALIGNMENT);
    guarded_area area;

    area.room = malloc(room_bytes);
    memset(area.room, (int)GUARD, room_bytes);
    area.start = area.room + GUARD_BYTES + ALIGNMENT;
    area.start += position - (uintptr_t)area.start % ALIGNMENT;
    area.bytes = bytes;
    return area;
}

static void release(guarded_area area, const char *what)
{
    uint32_t i;

    for (i = 0U; i < GUARD_BYTES; i++) {
        if (area.start[-1 - (int)i] != GUARD) {
            printf("%s error %s: byte -%u was written\n", current->name, what, (unsigned)i + 1U);
        }
        if (area.start[area.bytes + i] != GUARD) {
            printf("%s error %s: byte %u of %u was written\n", current->name, what, (unsigned)(area.bytes + i),
                   (unsigned)area.bytes);
        }
    }
    free(area.room);
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

/* Runs the vectors with one filling. */
static void run_vectors(uint8_t *state, uint8_t *reset)
{
    const guarded_area scores = guarded(4U * current->scores, 0U);
    uint32_t v;

    for (v = 0U; v < current->vectors; v++) {
        if (current->reset != NULL && v % current->steps == 0U) {
            check_reset(state, reset);
        }
        memset(memory, filling, current->memory_bytes);
        memset(before, filling, current->memory_bytes);
        current->run(current->golden_inputs + v * current->inputs, (int32_t *)(void *)scores.start, memory, state);
        if (memcmp(scores.start, current->golden_scores + v * current->scores, scores.bytes) != 0) {
            printf("%s error scores of vector %u with filling %u\n", current->name, (unsigned)v, (unsigned)filling);
        }
    }
    release(scores, "scores");
}

void memory_use_check(const memory_use_network *network)
{
    static const uint8_t fillings[] = {0x00U, 0x55U, 0xAAU, 0xFFU};
    const guarded_area state = guarded(network->state_bytes, 0U);
    uint8_t *reset = calloc(network->state_bytes + 1U, 1U);
    uint32_t position;
    uint32_t i;

    current = network;
    before = malloc(network->memory_bytes);
    written = calloc(network->operations, network->memory_bytes);
    for (position = 0U; position < ALIGNMENT; position += WORD) {
        const guarded_area area = guarded(network->memory_bytes, position);

        memory = area.start;
        for (i = 0U; i < sizeof fillings; i++) {
            filling = fillings[i];
            run_vectors(state.start, reset);
        }
        release(area, "memory");
    }
    for (i = 0U; i + network->state_padding < network->state_bytes; i++) {
        if (reset[i] == 0U) {
            printf("%s error reset left byte %u of %u\n", network->name, (unsigned)i, (unsigned)network->state_bytes);
        }
    }
    print_written();
    release(state, "state");
    free(before);
    free(written);
    free(reset);
}
