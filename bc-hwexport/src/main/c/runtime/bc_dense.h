/*
 * Fully connected layer with 8-bit unsigned inputs: one function for each kernel, all with the same parameters.
 * All kernels of binary weights compute the same outputs; they differ in the layout of the weights, in speed and in the
 * scratch memory they need. None of them multiplies; the one multiplication an output is in bc_requantize.c.
 *
 *                         weights     scratch                     good for
 *   bc_dense_lut8         ROWS_BY_8   64 bytes an input           many outputs
 *   bc_dense_lut8_tiled   ROWS        4 KB                        many outputs and little memory
 *   bc_dense_lut4         ROWS_BY_8   8 bytes an input            small layers with 16 to 32 outputs
 *   bc_dense_buckets      COLUMNS     at most 2 KB                few outputs and many inputs
 *   bc_dense_buckets4     COLUMNS     none                        few inputs and outputs, or no memory
 *   bc_dense_usada8       COUNTED     none                        DSP instructions; few outputs or no memory
 *   bc_dense_mve          ROWS        none                        MVE; few outputs or no memory
 *   bc_dense_mve_lut8     ROWS_BY_8   4 KB and 4 bytes an output  MVE; many outputs
 *   bc_dense_avr_lut8     ROWS        4 KB and 4 bytes an output  AVR; many outputs
 *   bc_dense_avr_lut4     ROWS        768 and 4 bytes an output   AVR; few outputs
 *   bc_dense_s8           int8_t      none                        real weights, quantized; multiplies
 *
 * Layouts of binary weights; bit 1 is +1 and bit 0 is -1:
 * ROWS       one row for each output: (fan_in + 7) / 8 bytes. Input i is bit i % 8, counted from the least significant
 *            bit, of byte i / 8. The unused bits of the last byte of a row are ignored.
 * ROWS_BY_8  the same bytes in another order. 8 neighbouring rows form a block (the last block has the outputs % 8 rows
 *            that are left). A block of n rows holds byte 0 of each of them, then byte 1 of each of them, and so on.
 *            Blocks follow one another without a gap: block k starts at byte 8 * k * ((fan_in + 7) / 8).
 * COLUMNS    8 neighbouring outputs form a group (the last group has the n = outputs % 8 outputs that are left). A
 *            group holds one field for each input, in the order of the inputs: 8 bits for n = 5..8, 4 bits for n = 3
 *            or 4, 2 bits for n = 2, 1 bit for n = 1. Bit j of the field is the weight of output j of the group, and
 *            further bits are 0. Fields fill bytes from the least significant bit on, and a group is
 *            (fan_in * field bits + 7) / 8 bytes. Groups follow one another: group k starts at byte k * fan_in.
 * COUNTED    for each row how many of its weights are -1, 2 bytes, the low one first; then the bytes of the rows as in
 *            ROWS_BY_8, but in blocks of 4 rows.
 *
 * Ranges: fan_in and outputs 1..65535; inputs 0..255. All sums are exact.
 * Memory: no allocation, no static data. Nothing is read outside of input[0..fan_in-1] and the weights as above.
 * Input, output and scratch must not overlap.
 */
#ifndef BC_DENSE_H
#define BC_DENSE_H

#include <stdint.h>

#include "bc_requantize.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One dense layer; what weights holds depends on the kernel. weights is in BC_ROM memory. */
typedef struct {
    uint16_t fan_in;        /**< number of inputs, 1..65535 */
    uint16_t outputs;       /**< number of outputs, 1..65535 */
    const uint8_t *weights; /**< layout above */
    bc_requantization requantization;
} bc_dense_layer;

/** Bytes of scratch of each kernel; constant expressions for constant arguments. */
#define BC_DENSE_LUT8_SCRATCH_BYTES(fan_in, outputs) ((((uint32_t)(fan_in) + 7U) / 8U) * 512U)
#define BC_DENSE_LUT8_TILED_SCRATCH_BYTES(fan_in, outputs) 4096U
#define BC_DENSE_LUT4_SCRATCH_BYTES(fan_in, outputs) ((((uint32_t)(fan_in) + 7U) / 8U) * 64U)
#define BC_DENSE_BUCKETS_SCRATCH_BYTES(fan_in, outputs)                                                                \
    (((outputs) >= 16U) ? 2048U : ((outputs) > 4U) ? 1024U : 64U)
#define BC_DENSE_BUCKETS4_SCRATCH_BYTES(fan_in, outputs) 0U
#define BC_DENSE_USADA8_SCRATCH_BYTES(fan_in, outputs) 0U
#define BC_DENSE_MVE_SCRATCH_BYTES(fan_in, outputs) 0U
#define BC_DENSE_AVR_LUT8_SCRATCH_BYTES(fan_in, outputs) (4U * (uint32_t)(outputs) + 4096U + 256U)
#define BC_DENSE_AVR_LUT4_SCRATCH_BYTES(fan_in, outputs) (4U * (uint32_t)(outputs) + 512U + 256U)
#define BC_DENSE_MVE_LUT8_SCRATCH_BYTES(fan_in, outputs) (4U * (uint32_t)(outputs) + 4096U)
#define BC_DENSE_S8_SCRATCH_BYTES(fan_in, outputs) 0U

/**
 * Computes a dense layer with binary weights, with full tables of 8 inputs.
 *
 * @param layer   the layer; weights are ROWS_BY_8
 * @param input   activations; [layer->fan_in]
 * @param output  receives uint8_t or int32_t, as the layer's requantization says; [layer->outputs]
 * @param scratch work memory of BC_DENSE_LUT8_SCRATCH_BYTES, 4-byte aligned
 */
void bc_dense_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with tables of 32 inputs at a time; weights are ROWS, 4096 bytes of scratch. */
void bc_dense_lut8_tiled(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with tables of 4 inputs; weights are ROWS_BY_8, BC_DENSE_LUT4_SCRATCH_BYTES of scratch. */
void bc_dense_lut4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with buckets for 8 outputs; weights are COLUMNS, BC_DENSE_BUCKETS_SCRATCH_BYTES of scratch. */
void bc_dense_buckets(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with buckets for 4 outputs, which are local; weights are COLUMNS, no scratch (NULL). */
void bc_dense_buckets4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with byte masks and the instruction USADA8; weights are COUNTED, no scratch (NULL). */
void bc_dense_usada8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with vector additions that the weights predicate; weights are ROWS, no scratch (NULL). */
void bc_dense_mve(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same for AVR with tables of 8 inputs; weights are ROWS. */
void bc_dense_avr_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same for AVR with tables of 4 inputs; weights are ROWS. */
void bc_dense_avr_lut4(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/** The same with tables that gather loads look up; weights are ROWS_BY_8. */
void bc_dense_mve_lut8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

/**
 * Computes a dense layer with real weights that are quantized to int8_t:
 * accumulator[o] = sum of weight[o][i] * input[i].
 * weights holds int8_t[outputs][fan_in], row by row, as bytes. No scratch (NULL).
 */
void bc_dense_s8(const bc_dense_layer *layer, const uint8_t *input, void *output, uint32_t *scratch);

#ifdef __cplusplus
}
#endif

#endif
