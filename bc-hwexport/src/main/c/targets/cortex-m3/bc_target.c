/*
 * Start-up code and services for Cortex-M3 on the QEMU machine mps2-an385; also runs code built for Cortex-M0+.
 *
 * QEMU must run with  -icount shift=8  and semihosting enabled. Each instruction then takes 2^8 ns of simulated time,
 * which is 6.4 ticks of the 25 MHz CMSDK timer 0. A whole number of instructions is recovered by rounding.
 * The timer wraps after 2^32 / 6.4 = 671 million instructions: two counts must not be further apart than that.
 */
#include "../bc_target.h"

#define TIMER0_CONTROL (*(volatile uint32_t *)0x40000000U)
#define TIMER0_VALUE (*(volatile uint32_t *)0x40000004U)
#define TIMER0_RELOAD (*(volatile uint32_t *)0x40000008U)

#define SEMIHOSTING_WRITE0 0x04
#define SEMIHOSTING_EXIT_EXTENDED 0x20
#define SEMIHOSTING_APPLICATION_EXIT 0x20026U

/* Placed by link.ld. */
extern uint32_t bc_target_data_start[];
extern uint32_t bc_target_data_end[];
extern const uint32_t bc_target_data_load[];
extern uint32_t bc_target_bss_start[];
extern uint32_t bc_target_bss_end[];
extern uint32_t bc_target_stack_top[];

int main(void);
void bc_target_reset(void);

static uint32_t previous_ticks; /* timer value at the last count; the timer counts down */
static uint64_t elapsed_ticks;  /* ticks from the start to the last count */
static uint32_t call_cost;      /* instructions of one call of bc_target_instructions() */
static uint32_t calls_cost;     /* instructions of all its calls until now */

static void semihosting(uint32_t operation, const void *parameter)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = parameter;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void bc_target_print(const char *text)
{
    semihosting(SEMIHOSTING_WRITE0, text);
}

/* Without branches, so that every call costs the same. */
__attribute__((noinline)) uint32_t bc_target_instructions(void)
{
    const uint32_t ticks = TIMER0_VALUE;

    elapsed_ticks += (uint32_t)(previous_ticks - ticks);
    previous_ticks = ticks;
    calls_cost += call_cost;
    /* 6.4 ticks are one instruction: ticks * 10 / 64, rounded */
    return (uint32_t)((elapsed_ticks * 10U + 32U) >> 6) - calls_cost;
}

void bc_target_exit(int code)
{
    uint32_t block[2];

    block[0] = SEMIHOSTING_APPLICATION_EXIT;
    block[1] = (uint32_t)code;
    for (;;) {
        semihosting(SEMIHOSTING_EXIT_EXTENDED, block);
    }
}

static void start_counter(void)
{
    uint32_t difference;

    TIMER0_CONTROL = 0U;
    TIMER0_RELOAD = 0xFFFFFFFFU;
    TIMER0_VALUE = 0xFFFFFFFFU;
    TIMER0_CONTROL = 1U;
    previous_ticks = TIMER0_VALUE;
    /* Two calls with one instruction between them. */
    __asm__ volatile(".syntax unified\n\t"
                     "bl bc_target_instructions\n\t"
                     "mov r4, r0\n\t"
                     "bl bc_target_instructions\n\t"
                     "subs %0, r0, r4"
                     : "=r"(difference)
                     :
                     : "r0", "r1", "r2", "r3", "r4", "ip", "lr", "cc", "memory");
    call_cost = difference - 1U;
}

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
    start_counter();
    bc_target_exit(main());
}

static void fault(void)
{
    bc_target_print("processor fault\n");
    bc_target_exit(99);
}

typedef void (*vector)(void);

/* The hardware reads the initial stack pointer, the reset address and the addresses of the fault handlers. */
__attribute__((section(".vectors"), used)) static const struct {
    uint32_t *stack_top;
    vector handlers[15];
} vectors = {bc_target_stack_top,
             {bc_target_reset, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault,
              fault}};
