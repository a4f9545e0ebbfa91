/*
 * Where constant data lives, and how it is read.
 *
 * On most cores read-only data is ordinary memory. On AVR it stays in flash only when it is declared and read in a
 * special way. Both macros may be defined by the user before this file is included, for instance to place the weights
 * in a section of their own.
 */
#ifndef BC_ROM_H
#define BC_ROM_H

#include <stdint.h>

#if defined(__AVR__)
#include <avr/pgmspace.h>
#endif

#ifndef BC_ROM
#if defined(__AVR__)
/** Attribute of constant arrays. */
#define BC_ROM PROGMEM
#define BC_ROM_U8(pointer) ((uint8_t)pgm_read_byte(pointer))
#define BC_ROM_U16(pointer) ((uint16_t)pgm_read_word(pointer))
#define BC_ROM_S16(pointer) ((int16_t)pgm_read_word(pointer))
#define BC_ROM_S32(pointer) ((int32_t)pgm_read_dword(pointer))
#else
#define BC_ROM
#define BC_ROM_U8(pointer) (*(pointer))
#define BC_ROM_U16(pointer) (*(pointer))
#define BC_ROM_S16(pointer) (*(pointer))
#define BC_ROM_S32(pointer) (*(pointer))
#endif
#endif

#endif
