/*
 * Pooling of floating-point values; windows and positions are those of bc_pool.h, and so are ranges and memory.
 */
#ifndef BC_F32_POOL_H
#define BC_F32_POOL_H

#include <stdint.h>

#include "bc_f32.h"
#include "bc_pool.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The maximum of every window: of the values inside of the input in the order (ky, kx) the first that no later one is
 * larger than.
 *
 * @param layer  the geometry
 * @param input  [input_height][input_width][channels]
 * @param output [output_height][output_width][channels]
 */
void bc_f32_max_pool(const bc_pool_layer *layer, const float *input, float *output);

/**
 * The average of every window: 0, then plus one value inside of the input after the other in the order (ky, kx), then
 * times the factor with index  number of these values - first_count.
 *
 * @param layer       the geometry
 * @param factors     one for each number of positions, beginning with first_count; in BC_ROM memory
 * @param first_count the smallest number of positions inside that occurs in the layer
 * @param input       [input_height][input_width][channels]
 * @param output      [output_height][output_width][channels]
 */
void bc_f32_average_pool(const bc_pool_layer *layer, const float *factors, uint32_t first_count, const float *input,
                         float *output);

#ifdef __cplusplus
}
#endif

#endif
