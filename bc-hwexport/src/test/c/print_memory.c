/* Prints the words of a memory, the highest part first. */
#include "rom.h"
#include <stdio.h>

int main(void)
{
    int address;
    for (address = 0; address < ROM_DEPTH; address++) {
        int part;
        for (part = ROM_PARTS - 1; part >= 0; part--) {
            printf("%08lx", (unsigned long)rom[address][part]);
        }
        printf("\n");
    }
    return 0;
}
