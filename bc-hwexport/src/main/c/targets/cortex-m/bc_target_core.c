/*
 * Cortex-M0+, M3, M4 and M55 on the QEMU machines mps2-an385 (M0+ and M3), mps2-an386 (M4) and mps3-an547 (M55).
 *
 * QEMU must run with  -icount shift=8  and semihosting enabled. Each instruction then takes 2^8 ns of simulated time,
 * which is several ticks of a timer. A whole number of instructions is recovered by rounding, always from the ticks
 * since the start, so that roundings do not add up.
 * The timer wraps after 2^32 ticks: two counts must not be further apart than 524 million instructions.
 */
#include "../bc_target_core.h"

#define COPROCESSOR_ACCESS (*(volatile uint32_t *)0xE000ED88U)

#ifdef __ARM_FEATURE_MVE
/* The system counter of the SSE-300 subsystem, 32 MHz: 8.192 ticks are one instruction. */
#define SYSTEM_COUNTER_CONTROL (*(volatile uint32_t *)0x58100000U)
#define SYSTEM_COUNTER_LOW (*(volatile uint32_t *)0x58101000U)
#define TICKS SYSTEM_COUNTER_LOW
#define INSTRUCTIONS(ticks) ((((ticks) * 125U) + 512U) >> 10)
#else
/* CMSDK timer 0, which counts down with 25 MHz: 6.4 ticks are one instruction. */
#define TIMER0_CONTROL (*(volatile uint32_t *)0x40000000U)
#define TIMER0_VALUE (*(volatile uint32_t *)0x40000004U)
#define TIMER0_RELOAD (*(volatile uint32_t *)0x40000008U)
#define TICKS (0xFFFFFFFFU - TIMER0_VALUE)
#define INSTRUCTIONS(ticks) ((((ticks) * 10U) + 32U) >> 6)
#endif

/* Placed by the linker script. */
extern uint32_t bc_target_stack_top[];

void bc_target_entry(void);
void bc_target_reset(void);
void bc_target_fault(void);

static uint32_t previous_ticks; /* timer at the last count */
static uint64_t elapsed_ticks;  /* from the start to the last count */

void bc_target_semihosting(uint32_t operation, const void *parameter)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = parameter;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void bc_target_start_counter(void)
{
#ifdef __ARM_FEATURE_MVE
    SYSTEM_COUNTER_CONTROL = 1U;
#else
    TIMER0_CONTROL = 0U;
    TIMER0_RELOAD = 0xFFFFFFFFU;
    TIMER0_VALUE = 0xFFFFFFFFU;
    TIMER0_CONTROL = 1U;
#endif
    previous_ticks = TICKS;
}

uint32_t bc_target_read_counter(void)
{
    const uint32_t ticks = TICKS;

    elapsed_ticks += (uint32_t)(ticks - previous_ticks);
    previous_ticks = ticks;
    return (uint32_t)INSTRUCTIONS(elapsed_ticks);
}

/* Without the access, instructions of the floating-point and vector units are faults. */
void bc_target_entry(void)
{
#ifdef __ARM_FP
    COPROCESSOR_ACCESS |= 0xFUL << 20;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    bc_target_reset();
}

typedef void (*vector)(void);

/* The hardware reads the initial stack pointer, the reset address and the addresses of the fault handlers. */
__attribute__((section(".start"), used)) static const struct {
    uint32_t *stack_top;
    vector handlers[15];
} vectors = {bc_target_stack_top,
             {bc_target_entry, bc_target_fault, bc_target_fault, bc_target_fault, bc_target_fault, bc_target_fault,
              bc_target_fault, bc_target_fault, bc_target_fault, bc_target_fault, bc_target_fault, bc_target_fault,
              bc_target_fault, bc_target_fault, bc_target_fault}};
