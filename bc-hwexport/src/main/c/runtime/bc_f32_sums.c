/*
 * Tables of sums; see bc_f32_sums.h. No multiplication.
 *
 * Method: the sums of two pairs, then the sums of these. Turning all signs turns the sign of a sum and nothing else, so
 * half of a table is the other half with other signs.
 */
#include "bc_f32_sums.h"

#include "bc_f32.h"

/** A table from four inputs. */
static void bc_f32_sums_of_4(float x0, float x1, float x2, float x3, float *table)
{
    const float sum = x0 + x1;
    const float difference = x0 - x1;
    const float *const end = table + 8;
    float *opposite = table + 15;
    float pair = -(x2 + x3);

    do {
        const float entry0 = pair - sum;
        const float entry1 = pair + difference;
        const float entry2 = pair - difference;
        const float entry3 = pair + sum;

        table[0] = entry0;
        table[1] = entry1;
        table[2] = entry2;
        table[3] = entry3;
        opposite[0] = -entry0;
        opposite[-1] = -entry1;
        opposite[-2] = -entry2;
        opposite[-3] = -entry3;
        table += 4;
        opposite -= 4;
        pair = x2 - x3;
    } while (table != end);
}

void bc_f32_sums(const float *input, uint32_t count, float *tables)
{
    float padded[8];

    if (count < 8U) {
        uint32_t i;

        for (i = 0U; i < 8U; i++) {
            padded[i] = (i < count) ? input[i] : 0.0f;
        }
        input = padded;
    }
    bc_f32_sums_of_4(input[0], input[1], input[2], input[3], tables);
    bc_f32_sums_of_4(input[4], input[5], input[6], input[7], tables + 16);
}
