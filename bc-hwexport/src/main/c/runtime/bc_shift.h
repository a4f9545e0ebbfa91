/*
 * Division by a power of two, rounded down and limited.
 *
 * Method: C leaves the right shift of a negative number to the compiler, so only non-negative numbers are shifted:
 * floor(v / 2^s) = -1 - floor((-1 - v) / 2^s). 64-bit values are shifted in two 32-bit steps, because the shift of a
 * 64-bit value by a variable number is a library call on small cores.
 *
 * Ranges: any 64-bit value, shift 0..63. Nothing overflows.
 */
#ifndef BC_SHIFT_H
#define BC_SHIFT_H

#include <stdint.h>

/** 2^(shift - 1) for shift 1..63: added before a division by 2^shift, it rounds to nearest. */
static inline int64_t bc_half_of_power(uint32_t shift)
{
    const uint32_t bit = (uint32_t)1U << ((shift - 1U) & 31U);

    return (shift <= 32U) ? (int64_t)bit : (int64_t)((uint64_t)bit << 32);
}

/** floor(value / 2^shift) for shift 0..63, limited to UINT32_MAX. */
static inline uint32_t bc_shift_right_limited(uint64_t value, uint32_t shift)
{
    uint32_t high = (uint32_t)(value >> 32);
    uint32_t low = (uint32_t)value;

    if (shift >= 32U) {
        low = high;
        high = 0U;
        shift -= 32U;
    }
    if ((high >> shift) != 0U) {
        return UINT32_MAX;
    }
    return ((high << 1) << (31U - shift)) | (low >> shift);
}

/** floor(value / 2^shift) limited to minimum..maximum. */
static inline int32_t bc_floor_shift(int64_t value, uint32_t shift, int32_t minimum, int32_t maximum)
{
    uint32_t magnitude = bc_shift_right_limited((value < 0) ? (uint64_t)(-1 - value) : (uint64_t)value, shift);
    int32_t result;

    if (magnitude > (uint32_t)INT32_MAX) {
        magnitude = (uint32_t)INT32_MAX;
    }
    result = (value < 0) ? (-1 - (int32_t)magnitude) : (int32_t)magnitude;
    if (result < minimum) {
        result = minimum;
    }
    if (result > maximum) {
        result = maximum;
    }
    return result;
}

/** bc_floor_shift() for limits that are not negative: every negative value becomes the minimum. */
static inline uint8_t bc_floor_shift_u8(int64_t value, uint32_t shift, uint8_t minimum, uint8_t maximum)
{
    uint32_t result = 0U;

    if (value >= 0) {
        result = bc_shift_right_limited((uint64_t)value, shift);
    }
    if (result < minimum) {
        result = minimum;
    }
    if (result > maximum) {
        result = maximum;
    }
    return (uint8_t)result;
}

#endif
