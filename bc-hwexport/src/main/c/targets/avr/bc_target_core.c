/*
 * ATmega1284P on the simulator simavr; start-up code and C library are those of avr-libc.
 *
 * Counts are clock cycles: timer 1 counts them modulo 2^16, timer 3 counts every 1024th. Together they are a counter of
 * 26 bits that needs no interrupt: two counts must not be further apart than 67 million cycles.
 * Text goes to UART 0, whose lines simavr prints. simavr always ends with 0, so that the last line names the exit code.
 */
#include "../bc_target.h"
#include "../bc_target_core.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

void exit(int code);

static uint32_t previous_cycles; /* the 26 bits at the last count */
static uint32_t elapsed_cycles;  /* from the start to the last count */

static void print_character(char character)
{
    while ((UCSR0A & _BV(UDRE0)) == 0) {
    }
    UDR0 = (uint8_t)character;
}

void bc_target_print(const char *text)
{
    UCSR0B = _BV(TXEN0);
    while (*text != '\0') {
        print_character(*text++);
    }
}

void bc_target_exit(int code)
{
    bc_target_print("exit ");
    bc_target_print_unsigned((uint32_t)code);
    bc_target_print("\n");
    cli();
    for (;;) {
        sleep_mode(); /* simavr ends when a processor sleeps that no interrupt can wake */
    }
}

/* avr-libc's start-up code calls exit() with the result of main(). */
void exit(int code)
{
    bc_target_exit(code);
}

void bc_target_start_counter(void)
{
    GTCCR = _BV(TSM) | _BV(PSRSYNC); /* both timers start together */
    TCCR1A = 0;
    TCCR3A = 0;
    TCCR1B = _BV(CS10);
    TCCR3B = _BV(CS32) | _BV(CS30);
    TCNT1 = 0;
    TCNT3 = 0;
    GTCCR = 0;
}

uint32_t bc_target_read_counter(void)
{
    const uint16_t low = TCNT1;
    uint16_t high = TCNT3;
    uint32_t cycles;

    /* The lowest 6 bits of high are the highest of low, unless a multiple of 1024 cycles passed between the two. */
    high -= (uint16_t)(high - (low >> 10)) & 63U;
    cycles = ((uint32_t)high << 10) | (low & 1023U);
    elapsed_cycles += (cycles - previous_cycles) & 0x03FFFFFFU;
    previous_cycles = cycles;
    return elapsed_cycles;
}

/* Runs before main(). */
__attribute__((naked, used, section(".init8"))) static void start_count(void)
{
    __asm__ volatile("call bc_target_start_count");
}
