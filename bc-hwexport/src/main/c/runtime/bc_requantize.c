/*
 * Requantization of exact sums; see bc_requantize.h for the arithmetic.
 *
 * Nearly every scaled sum fits in 32 bits, where the shift is one instruction; only the others take the long way.
 * Signed numbers are shifted right arithmetically, as all compilers do (C leaves it to them).
 */
#include "bc_requantize.h"

#include "bc_rom.h"

#if defined(__GNUC__)
#define BC_INLINE static inline __attribute__((always_inline))
#define BC_NOT_INLINED __attribute__((noinline))
#else
#define BC_INLINE static inline
#define BC_NOT_INLINED
#endif

/* Cores without an instruction for the upper half of a product. */
#if defined(__AVR__) || (defined(__thumb__) && !defined(__thumb2__))
#define BC_SHORT_MULTIPLY 1
#else
#define BC_SHORT_MULTIPLY 0
#endif

/** The accumulator of a sum: of an accumulator that is stored as it is, or of a positive sum. */
BC_INLINE int32_t bc_accumulator(uint32_t sum, int binary, uint32_t total)
{
    return (int32_t)(binary ? (sum + sum - total) : sum);
}

#if defined(__AVR_HAVE_MUL__) && defined(__AVR_HAVE_MOVW__) && defined(__GNUC__) && defined(__OPTIMIZE__)

/**
 * floor((accumulator * multiplier + offset) / 2^shift) limited to int32_t: a product of 6 bytes, low and high, shifted by
 * bytes and then by bits. About 130 cycles; compilers need 300.
 */
BC_NOT_INLINED static int32_t bc_scale(int32_t accumulator, int16_t multiplier, int32_t offset, uint8_t shift)
{
    int32_t low;
    int16_t high;
    uint8_t sign;
    uint8_t zero;

    __asm__("clr  %[zero]\n\t"
            /* product of the unsigned numbers, bytes 0-1, 2-3 and 4-5 first */
            "mul  %A[accumulator], %A[multiplier]\n\t"
            "movw %A[low], r0\n\t"
            "mul  %C[accumulator], %A[multiplier]\n\t"
            "movw %C[low], r0\n\t"
            "mul  %D[accumulator], %B[multiplier]\n\t"
            "movw %A[high], r0\n\t"
            "mul  %B[accumulator], %B[multiplier]\n\t"
            "add  %C[low], r0\n\t"
            "adc  %D[low], r1\n\t"
            "adc  %A[high], %[zero]\n\t"
            "adc  %B[high], %[zero]\n\t"
            "mul  %A[accumulator], %B[multiplier]\n\t"
            "add  %B[low], r0\n\t"
            "adc  %C[low], r1\n\t"
            "adc  %D[low], %[zero]\n\t"
            "adc  %A[high], %[zero]\n\t"
            "adc  %B[high], %[zero]\n\t"
            "mul  %B[accumulator], %A[multiplier]\n\t"
            "add  %B[low], r0\n\t"
            "adc  %C[low], r1\n\t"
            "adc  %D[low], %[zero]\n\t"
            "adc  %A[high], %[zero]\n\t"
            "adc  %B[high], %[zero]\n\t"
            "mul  %C[accumulator], %B[multiplier]\n\t"
            "add  %D[low], r0\n\t"
            "adc  %A[high], r1\n\t"
            "adc  %B[high], %[zero]\n\t"
            "mul  %D[accumulator], %A[multiplier]\n\t"
            "add  %D[low], r0\n\t"
            "adc  %A[high], r1\n\t"
            "adc  %B[high], %[zero]\n\t"
            "clr  __zero_reg__\n\t"
            /* a negative factor was taken as 2^16 or 2^32 too large */
            "sbrs %B[multiplier], 7\n\t"
            "rjmp 1f\n\t"
            "sub  %C[low], %A[accumulator]\n\t"
            "sbc  %D[low], %B[accumulator]\n\t"
            "sbc  %A[high], %C[accumulator]\n\t"
            "sbc  %B[high], %D[accumulator]\n"
            "1:\n\t"
            "sbrs %D[accumulator], 7\n\t"
            "rjmp 2f\n\t"
            "sub  %A[high], %A[multiplier]\n\t"
            "sbc  %B[high], %B[multiplier]\n"
            "2:\n\t"
            "mov  %[sign], %D[offset]\n\t"
            "lsl  %[sign]\n\t"
            "sbc  %[sign], %[sign]\n\t"
            "add  %A[low], %A[offset]\n\t"
            "adc  %B[low], %B[offset]\n\t"
            "adc  %C[low], %C[offset]\n\t"
            "adc  %D[low], %D[offset]\n\t"
            "adc  %A[high], %[sign]\n\t"
            "adc  %B[high], %[sign]\n\t"
            /* whole bytes */
            "mov  %[sign], %B[high]\n\t"
            "lsl  %[sign]\n\t"
            "sbc  %[sign], %[sign]\n"
            "3:\n\t"
            "subi %[shift], 8\n\t"
            "brcs 4f\n\t"
            "mov  %A[low], %B[low]\n\t"
            "mov  %B[low], %C[low]\n\t"
            "mov  %C[low], %D[low]\n\t"
            "mov  %D[low], %A[high]\n\t"
            "mov  %A[high], %B[high]\n\t"
            "mov  %B[high], %[sign]\n\t"
            "rjmp 3b\n"
            /* and the bits that remain: shift is 0-7 less than 8 */
            "4:\n\t"
            "subi %[shift], 0xF8\n\t"
            "breq 6f\n"
            "5:\n\t"
            "asr  %B[high]\n\t"
            "ror  %A[high]\n\t"
            "ror  %D[low]\n\t"
            "ror  %C[low]\n\t"
            "ror  %B[low]\n\t"
            "ror  %A[low]\n\t"
            "dec  %[shift]\n\t"
            "brne 5b\n"
            "6:"
            : [low] "=&r"(low), [high] "=&r"(high), [sign] "=&r"(sign), [zero] "=&r"(zero), [shift] "+d"(shift)
            : [accumulator] "r"(accumulator), [multiplier] "r"(multiplier), [offset] "r"(offset)
            : "r0");
    if (high == ((low < 0) ? -1 : 0)) {
        return low;
    }
    return (high < 0) ? INT32_MIN : INT32_MAX;
}

#elif BC_SHORT_MULTIPLY

/**
 * floor((high * 2^16 + fraction) / 2^shift) limited to int32_t, for shift 0..15.
 */
BC_NOT_INLINED static int32_t bc_shift_less_than_16(int32_t high, uint32_t fraction, uint32_t shift)
{
    const int32_t excess = high >> (15U + shift); /* 0 or -1 if the result fits */

    if (excess > 0) {
        return INT32_MAX;
    }
    if (excess < -1) {
        return INT32_MIN;
    }
    return (int32_t)(((uint32_t)high << (16U - shift)) | (fraction >> shift));
}

/** floor((accumulator * multiplier + offset) / 2^shift) limited to int32_t, from two 16-bit halves. */
BC_INLINE int32_t bc_scale(int32_t accumulator, int32_t multiplier, int32_t offset, uint32_t shift)
{
    /* Neither overflows: 65535 * 32767 + 65535 < 2^31, and the upper half stays below 2^30 + 2^16. */
    const int32_t low =
        ((int32_t)((uint32_t)accumulator & 0xFFFFU) * multiplier) + (int32_t)((uint32_t)offset & 0xFFFFU);
    const int32_t high = ((accumulator >> 16) * multiplier) + (offset >> 16) + (low >> 16);

    if (shift >= 16U) {
        return high >> (shift - 16U);
    }
    return bc_shift_less_than_16(high, (uint32_t)low & 0xFFFFU, shift);
}

#else

/** floor(scaled / 2^shift) limited to int32_t, for any number; in 32-bit steps, which need no library call. */
BC_NOT_INLINED static int32_t bc_shift_long(int64_t scaled, uint32_t shift)
{
    /* floor(-n / 2^s) = -1 - floor((n - 1) / 2^s) */
    const uint64_t distance = (scaled < 0) ? (uint64_t)(-1 - scaled) : (uint64_t)scaled;
    const uint32_t high = (uint32_t)(distance >> 32);
    uint32_t magnitude = ((high << 1) << (31U - shift)) | ((uint32_t)distance >> shift);

    if (((high >> shift) != 0U) || (magnitude > (uint32_t)INT32_MAX)) {
        magnitude = (uint32_t)INT32_MAX;
    }
    return (scaled < 0) ? (-1 - (int32_t)magnitude) : (int32_t)magnitude;
}

/** floor((accumulator * multiplier + offset) / 2^shift) limited to int32_t. */
BC_INLINE int32_t bc_scale(int32_t accumulator, int32_t multiplier, int32_t offset, uint32_t shift)
{
    const int64_t scaled = ((int64_t)accumulator * multiplier) + offset;

    if (scaled == (int32_t)scaled) {
        return (int32_t)scaled >> shift;
    }
    return bc_shift_long(scaled, shift);
}

#endif

/** The number limited to 0..255. */
BC_INLINE uint8_t bc_saturate_u8(int32_t value)
{
#if defined(__GNUC__) && defined(__thumb2__)
    uint32_t result;

    __asm__("usat %0, #8, %1" : "=r"(result) : "r"(value) : "cc");
    return (uint8_t)result;
#else
    if ((uint32_t)value > 255U) {
        return (value < 0) ? 0U : 255U;
    }
    return (uint8_t)value;
#endif
}

BC_NOT_INLINED static void bc_limit_u8(uint8_t *output, uint32_t count, int32_t minimum, int32_t maximum)
{
    uint32_t i;

    for (i = 0U; i < count; i++) {
        if (output[i] < minimum) {
            output[i] = (uint8_t)minimum;
        }
        if (output[i] > maximum) {
            output[i] = (uint8_t)maximum;
        }
    }
}

BC_INLINE void bc_requantize_any(const bc_requantization *requantization, uint32_t first, uint32_t count,
                                 const uint32_t *sums, int binary, uint32_t total, void *output)
{
    const int16_t *multiplier = requantization->multiplier;
    const int32_t *offset = requantization->offset;
    const uint8_t *shift = requantization->shift;

    if (requantization->type == BC_OUTPUT_U8) {
        uint8_t *value = (uint8_t *)output;
        const uint8_t *const end = value + count;

        multiplier += first;
        offset += first;
        shift += first;
        while (value != end) {
            const int32_t accumulator = bc_accumulator(*sums++, binary, total);

            *value++ = bc_saturate_u8(bc_scale(accumulator, BC_ROM_S16(multiplier), BC_ROM_S32(offset),
                                               BC_ROM_U8(shift)));
            multiplier++;
            offset++;
            shift++;
        }
        if ((requantization->minimum > 0) || (requantization->maximum < 255)) {
            bc_limit_u8((uint8_t *)output, count, requantization->minimum, requantization->maximum);
        }
    } else if (requantization->type == BC_OUTPUT_S32) {
        const int32_t minimum = requantization->minimum;
        const int32_t maximum = requantization->maximum;
        int32_t *value = (int32_t *)output;
        const int32_t *const end = value + count;

        multiplier += first;
        offset += first;
        shift += first;
        while (value != end) {
            const int32_t accumulator = bc_accumulator(*sums++, binary, total);
            int32_t result = bc_scale(accumulator, BC_ROM_S16(multiplier), BC_ROM_S32(offset), BC_ROM_U8(shift));

            if (result < minimum) {
                result = minimum;
            }
            if (result > maximum) {
                result = maximum;
            }
            *value++ = result;
            multiplier++;
            offset++;
            shift++;
        }
    } else {
        /* volatile: compilers otherwise copy with memcpy, which not every firmware links */
        volatile int32_t *value = (volatile int32_t *)output;
        const volatile int32_t *const end = value + count;

        while (value != end) {
            *value++ = bc_accumulator(*sums++, binary, total);
        }
    }
}

void bc_requantize_binary(const bc_requantization *requantization, uint32_t first, uint32_t count,
                          const uint32_t *positive_sums, uint32_t total, void *output)
{
    bc_requantize_any(requantization, first, count, positive_sums, 1, total, output);
}

void bc_requantize(const bc_requantization *requantization, uint32_t first, uint32_t count,
                   const int32_t *accumulators, void *output)
{
    /* int32_t and uint32_t may alias each other */
    bc_requantize_any(requantization, first, count, (const uint32_t *)accumulators, 0, 0U, output);
}
