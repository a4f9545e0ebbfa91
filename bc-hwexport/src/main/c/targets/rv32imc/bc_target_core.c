/*
 * A 32-bit RISC-V core (RV32IMC) on the QEMU machine virt, started with -bios none.
 *
 * QEMU must run with  -icount shift=0  and semihosting enabled: only then does the processor's own counter of executed
 * instructions, minstret, count exactly. Two counts may be up to 2^32 instructions apart.
 */
#include "../bc_target_core.h"

void bc_target_entry(void);

/* The simulator recognizes the three instructions only in a row, uncompressed, and on one page. */
void bc_target_semihosting(uint32_t operation, const void *parameter)
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

void bc_target_start_counter(void)
{
    /* It always runs. */
}

uint32_t bc_target_read_counter(void)
{
    uint32_t executed;

    __asm__ volatile("csrr %0, minstret" : "=r"(executed));
    return executed;
}

/* First instructions of the program: stack pointer and fault handler. */
__attribute__((naked, used, section(".start"))) void bc_target_entry(void)
{
    __asm__ volatile("la sp, bc_target_stack_top\n\t"
                     "la t0, bc_target_fault\n\t"
                     "csrw mtvec, t0\n\t"
                     "j bc_target_reset");
}
