package org.binaryconnect.layers.summary;

import java.util.Locale;

/**
 * A number of which a part may be unknown.
 *
 * @param known the known part
 * @param complete whether that is all
 */
public record Quantity(long known, boolean complete) {

    /** Nothing is known. */
    public static final Quantity UNKNOWN = new Quantity(0, false);

    public static final Quantity ZERO = new Quantity(0, true);

    public static Quantity of(long value) {
        return new Quantity(value, true);
    }

    public Quantity plus(Quantity other) {
        return new Quantity(Math.addExact(known, other.known), complete && other.complete);
    }

    public Quantity times(long factor) {
        return new Quantity(Math.multiplyExact(known, factor), complete);
    }

    /**
     * The number; {@code ?} where nothing is known, and behind a sum of which a part is missing.
     */
    @Override
    public String toString() {
        if (complete) {
            return String.format(Locale.ROOT, "%,d", known);
        }
        return known == 0 ? "?" : String.format(Locale.ROOT, "%,d + ?", known);
    }
}
