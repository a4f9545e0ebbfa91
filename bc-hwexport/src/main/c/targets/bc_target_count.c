/*
 * The count of instructions or cycles, without the calls that read it. The same on all cores that have a counter.
 */
#include "bc_target.h"
#include "bc_target_core.h"

static uint32_t previous;  /* counter at the last call */
static uint32_t distance;  /* from the call before that to the last one, one call included */
static uint32_t call_cost; /* of one call, found by bc_target_start_count() */
static uint32_t elapsed;   /* without the calls */

/* Without branches, so that every call costs the same. */
__attribute__((noinline)) uint32_t bc_target_instructions(void)
{
    const uint32_t counter = bc_target_read_counter();

    distance = counter - previous;
    previous = counter;
    elapsed += distance - call_cost;
    return elapsed;
}

void bc_target_start_count(void)
{
    bc_target_start_counter();
    /* Nothing lies between the two calls: their distance is the cost of one. */
    (void)bc_target_instructions();
    (void)bc_target_instructions();
    call_cost = distance;
}
