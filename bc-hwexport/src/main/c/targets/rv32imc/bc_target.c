/*
 * Start-up code and services for a 32-bit RISC-V core (RV32IMC) on the QEMU machine virt, started with -bios none.
 *
 * QEMU must run with  -icount shift=0  (any shift will do) and semihosting enabled: only then does the processor's
 * own counter of executed instructions, minstret, count exactly.
 */
#include "../bc_target.h"

#define SEMIHOSTING_WRITE0 0x04
#define SEMIHOSTING_EXIT_EXTENDED 0x20
#define SEMIHOSTING_APPLICATION_EXIT 0x20026U

/* Placed by link.ld. */
extern uint32_t bc_target_data_start[];
extern uint32_t bc_target_data_end[];
extern const uint32_t bc_target_data_load[];
extern uint32_t bc_target_bss_start[];
extern uint32_t bc_target_bss_end[];

int main(void);
void bc_target_entry(void);
void bc_target_reset(void);
void bc_target_trap(void);

static uint32_t call_cost;  /* instructions of one call of bc_target_instructions() */
static uint32_t calls_cost; /* instructions of all its calls until now */

/* The simulator recognizes the three instructions only in a row, uncompressed, and on one page. */
static void semihosting(uint32_t operation, const void *parameter)
{
    register uint32_t a0 __asm__("a0") = operation;
    register const void *a1 __asm__("a1") = parameter;

    __asm__ volatile(".balign 16\n\t"
                     ".option push\n\t"
                     ".option norvc\n\t"
                     "slli zero, zero, 0x1f\n\t"
                     "ebreak\n\t"
                     "srai zero, zero, 7\n\t"
                     ".option pop"
                     : "+r"(a0)
                     : "r"(a1)
                     : "memory");
}

void bc_target_print(const char *text)
{
    semihosting(SEMIHOSTING_WRITE0, text);
}

/* Without branches, so that every call costs the same. */
__attribute__((noinline)) uint32_t bc_target_instructions(void)
{
    uint32_t executed;

    __asm__ volatile("csrr %0, minstret" : "=r"(executed));
    calls_cost += call_cost;
    return executed - calls_cost;
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

    /* Two calls with one instruction between them. */
    __asm__ volatile("call bc_target_instructions\n\t"
                     "mv s1, a0\n\t"
                     "call bc_target_instructions\n\t"
                     "sub %0, a0, s1"
                     : "=r"(difference)
                     :
                     : "ra", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "t0", "t1", "t2", "t3", "t4", "t5", "t6",
                       "s1", "memory");
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

__attribute__((aligned(4))) void bc_target_trap(void)
{
    bc_target_print("processor fault\n");
    bc_target_exit(99);
}

/* First instructions of the program: stack pointer and fault handler. */
__attribute__((naked, used, section(".entry"))) void bc_target_entry(void)
{
    __asm__ volatile("la sp, bc_target_stack_top\n\t"
                     "la t0, bc_target_trap\n\t"
                     "csrw mtvec, t0\n\t"
                     "j bc_target_reset");
}
