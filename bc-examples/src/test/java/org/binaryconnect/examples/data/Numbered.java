package org.binaryconnect.examples.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Decodes images that {@link IdxFiles#numbered} wrote. */
final class Numbered {

    private Numbered() {}

    /** Adds the index of each image of a batch [n, 2]. */
    static void add(List<Integer> indices, INDArray pixels) {
        for (int i = 0; i < pixels.size(0); i++) {
            int high = Math.round(pixels.getFloat(i, 0) * 255);
            indices.add(256 * high + Math.round(pixels.getFloat(i, 1) * 255));
        }
    }
}
