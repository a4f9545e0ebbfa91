package org.binaryconnect.hwexport.folder;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Bytes of flash that a model takes, without a compiler.
 *
 * @param weights packed, in the order of the kernels
 * @param constants all other arrays
 * @param code of the runtime's files, as measured for the core; empty if they were not
 */
public record FlashEstimate(long weights, long constants, OptionalLong code) {

    public long total() {
        return weights + constants + code.orElse(0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d bytes estimated: %,d weights, %,d constants, %s",
                total(),
                weights,
                constants,
                code.isPresent()
                        ? String.format(Locale.ROOT, "%,d code", code.getAsLong())
                        : "code not measured for this core and left out");
    }
}
