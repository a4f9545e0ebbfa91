/*
 * What a recurrent layer does for each unit, once its binary products are known.
 *
 * A gate is an activation of the sum of two products, one of the input and one of the previous output. bc_combine()
 * adds the two exact products, which have scales of their own; bc_lookup() applies the activation; bc_lstm_cell()
 * updates the state of an LSTM layer.
 *
 * Multiplications: two a gate in bc_combine(); four a unit in bc_lstm_cell(), and three more that are products of two
 * activations, which every LSTM has.
 * Memory: no allocation, no static data, no scratch. Input and output must not overlap.
 */
#ifndef BC_RECURRENT_H
#define BC_RECURRENT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How two accumulators become one 8-bit value. The arrays are in BC_ROM memory. */
typedef struct {
    const int16_t *multiplier_a; /**< [count] */
    const int16_t *multiplier_b; /**< [count] */
    const uint8_t *shift;        /**< [count], 0..31 */
    const int32_t *offset;       /**< [count]: bias, zero points and the rounding constant */
    uint8_t minimum;             /**< smallest output */
    uint8_t maximum;             /**< largest output, not below minimum */
} bc_combine_layer;

/**
 * output[c] = floor((a[c] * multiplier_a[c] + b[c] * multiplier_b[c] + offset[c]) / 2^shift[c])
 * limited to minimum..maximum. The sum is 64 bits wide: any a and b are allowed.
 *
 * @param layer  the layer
 * @param count  number of values
 * @param a      [count]
 * @param b      [count]
 * @param output [count]
 */
void bc_combine(const bc_combine_layer *layer, uint32_t count, const int32_t *a, const int32_t *b, uint8_t *output);

/**
 * The constants of an LSTM cell: f, o and i are the values of the gates, real = value / 255; g is the block input,
 * real = scale * (value - input_zero_point). One step of one unit is
 *     cell   = floor((f * cell * forget_multiplier + i * (g - input_zero_point) * input_multiplier
 *                     + 2^(cell_shift - 1)) / 2^cell_shift)                limited to -32768..32767
 *     index  = floor((cell * index_multiplier + index_offset) / 2^index_shift)  limited to 0..255
 *     hidden = floor((o * (tanh_table[index] - tanh_zero_point) * hidden_multiplier + hidden_offset)
 *                    / 2^hidden_shift)                                     limited to 0..255
 * Nothing overflows in 64 bits: the two products of cell are less than 2^54 and 2^47, that of index is at most 2^30,
 * that of hidden less than 2^31.
 */
typedef struct {
    uint16_t units;
    uint8_t input_zero_point;
    uint8_t cell_shift;        /**< 1..40 */
    int32_t forget_multiplier; /**< 0..2^31 - 1 */
    int32_t input_multiplier;  /**< 0..2^31 - 1 */
    int32_t index_offset;      /**< rounding constant included */
    int32_t hidden_offset;     /**< rounding constant and the zero point of the output included */
    int16_t index_multiplier;
    int16_t hidden_multiplier;
    uint8_t index_shift;       /**< 0..31 */
    uint8_t hidden_shift;      /**< 0..31 */
    uint8_t tanh_zero_point;   /**< the entry of tanh_table that stands for 0 */
    const uint8_t *tanh_table; /**< [256], in BC_ROM memory */
} bc_lstm_layer;

/**
 * One time step of the cells of an LSTM layer.
 *
 * @param layer  the constants
 * @param gates  [4][units]: block input g, forget gate f, output gate o, input gate i, all after their activations
 * @param cell   [units], the state: read and updated
 * @param hidden [units], receives the output of the layer
 */
void bc_lstm_cell(const bc_lstm_layer *layer, const uint8_t *gates, int16_t *cell, uint8_t *hidden);

#ifdef __cplusplus
}
#endif

#endif
