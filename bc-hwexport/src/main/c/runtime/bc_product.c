/*
 * Products of sizes without a multiplication; see bc_product.h.
 */
#include "bc_product.h"

uint32_t bc_product(uint32_t a, uint32_t b)
{
    uint32_t product = 0U;

    while (b != 0U) {
        if ((b & 1U) != 0U) {
            product += a;
        }
        a <<= 1;
        b >>= 1;
    }
    return product;
}
