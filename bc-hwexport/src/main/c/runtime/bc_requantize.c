/*
 * Requantization of exact sums; see bc_requantize.h for the arithmetic.
 */
#include "bc_requantize.h"

/** accumulator * multiplier + offset, exactly. */
static inline int64_t bc_scale(uint32_t positive_sum, uint32_t total, int16_t multiplier, int32_t offset)
{
    const int32_t accumulator = (int32_t)(positive_sum + positive_sum) - (int32_t)total;

    return (int64_t)accumulator * multiplier + offset;
}

/** value >> shift for shift 0..31, limited to UINT32_MAX; in 32-bit steps, which small cores do without a library call. */
static inline uint32_t bc_shift_right(uint64_t value, uint32_t shift)
{
    const uint32_t high = (uint32_t)(value >> 32);
    const uint32_t low = (uint32_t)value;

    if ((high >> shift) != 0U) {
        return UINT32_MAX;
    }
    return ((high << 1) << (31U - shift)) | (low >> shift);
}

void bc_requantize_u8(const uint32_t *positive_sums, uint32_t total, uint32_t count, const int16_t *multiplier,
                      const uint8_t *shift, const int32_t *offset, uint8_t *output)
{
    const uint8_t *const output_end = output + count;

    while (output != output_end) {
        const int64_t scaled = bc_scale(*positive_sums++, total, *multiplier++, *offset++);
        const uint32_t bits = *shift++;
        uint32_t result = 0U; /* the floor of a negative number is negative, and limited to 0 */

        if (scaled >= 0) {
            result = bc_shift_right((uint64_t)scaled, bits);
            if (result > 255U) {
                result = 255U;
            }
        }
        *output++ = (uint8_t)result;
    }
}

void bc_requantize_s32(const uint32_t *positive_sums, uint32_t total, uint32_t count, const int16_t *multiplier,
                       const uint8_t *shift, const int32_t *offset, int32_t *output)
{
    const int32_t *const output_end = output + count;

    while (output != output_end) {
        const int64_t scaled = bc_scale(*positive_sums++, total, *multiplier++, *offset++);
        const uint32_t bits = *shift++;
        /* floor(-n / 2^s) = -1 - floor((n - 1) / 2^s): only non-negative numbers are shifted, which C defines. */
        uint32_t magnitude = bc_shift_right((scaled < 0) ? (uint64_t)(-1 - scaled) : (uint64_t)scaled, bits);

        if (magnitude > (uint32_t)INT32_MAX) {
            magnitude = (uint32_t)INT32_MAX;
        }
        *output++ = (scaled < 0) ? (-1 - (int32_t)magnitude) : (int32_t)magnitude;
    }
}
