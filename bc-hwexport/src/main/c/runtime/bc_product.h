/*
 * Products of sizes, for addresses.
 *
 * Method: shifts and additions, 5 or 6 instructions for each bit of the second factor. A layer needs a handful of them,
 * once; so the layers that only compare and add need no multiplier either.
 */
#ifndef BC_PRODUCT_H
#define BC_PRODUCT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** a * b modulo 2^32; faster when b is the smaller one. */
uint32_t bc_product(uint32_t a, uint32_t b);

#ifdef __cplusplus
}
#endif

#endif
