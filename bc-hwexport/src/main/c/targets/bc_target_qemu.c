/*
 * Start-up and services of all cores that run under QEMU with semihosting enabled.
 */
#include "bc_target.h"
#include "bc_target_core.h"

#define SEMIHOSTING_WRITE0 0x04
#define SEMIHOSTING_EXIT_EXTENDED 0x20
#define SEMIHOSTING_APPLICATION_EXIT 0x20026U

/* Placed by sections.ld. */
extern uint32_t bc_target_data_start[];
extern uint32_t bc_target_data_end[];
extern const uint32_t bc_target_data_load[];
extern uint32_t bc_target_bss_start[];
extern uint32_t bc_target_bss_end[];

int main(void);
void bc_target_reset(void);
void bc_target_fault(void);

void bc_target_print(const char *text)
{
    bc_target_semihosting(SEMIHOSTING_WRITE0, text);
}

void bc_target_exit(int code)
{
    uint32_t block[2];

    block[0] = SEMIHOSTING_APPLICATION_EXIT;
    block[1] = (uint32_t)code;
    for (;;) {
        bc_target_semihosting(SEMIHOSTING_EXIT_EXTENDED, block);
    }
}

/* The core's bc_target_core.c comes here after reset, as soon as there is a stack. */
void bc_target_reset(void)
{
    const uint32_t *source = bc_target_data_load;
    volatile uint32_t *word; /* volatile: no calls of memcpy and memset, which do not exist here */

    for (word = bc_target_data_start; word != bc_target_data_end; word++) {
        *word = *source++;
    }
    for (word = bc_target_bss_start; word != bc_target_bss_end; word++) {
        *word = 0U;
    }
    bc_target_start_count();
    bc_target_exit(main());
}

/* And here after a processor fault. */
__attribute__((aligned(4))) void bc_target_fault(void)
{
    bc_target_print("processor fault\n");
    bc_target_exit(99);
}
