package org.binaryconnect.examples.paper.figures;

import java.util.List;
import java.util.Locale;

/**
 * A training as the figures show it.
 *
 * @param title what legends call it, such as "deterministic"; it also names a file
 * @param firstLayer null if it cannot be shown as pictures, as that of a convolutional network; the
 *     run then is missing in figures 1 and 2
 * @param curve by epoch; if empty, the run is missing in figure 3
 */
public record TrainedRun(String title, FirstLayer firstLayer, List<CurvePoint> curve) {

    /**
     * A run.
     *
     * @throws IllegalArgumentException if the title has no letter and no digit of ASCII, there is
     *     neither a first layer nor a curve, or epochs do not ascend
     */
    public TrainedRun {
        curve = List.copyOf(curve);
        if (fileName(title).isEmpty()) {
            throw new IllegalArgumentException(
                    "The title \"%s\" has no letter a to z and no digit to name a file by"
                            .formatted(title));
        }
        if (firstLayer == null && curve.isEmpty()) {
            throw new IllegalArgumentException(
                    "The run \"%s\" has neither a first layer nor a curve".formatted(title));
        }
        for (int i = 1; i < curve.size(); i++) {
            if (curve.get(i).epoch() <= curve.get(i - 1).epoch()) {
                throw new IllegalArgumentException(
                        "In the curve of \"%s\" epoch %d follows epoch %d"
                                .formatted(title, curve.get(i).epoch(), curve.get(i - 1).epoch()));
            }
        }
    }

    boolean hasFirstLayer() {
        return firstLayer != null;
    }

    boolean hasCurve() {
        return !curve.isEmpty();
    }

    /** The title as a part of a file's name: lower case letters, digits and hyphens. */
    String fileName() {
        return fileName(title);
    }

    private static String fileName(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
