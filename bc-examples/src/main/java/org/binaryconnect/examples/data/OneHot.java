package org.binaryconnect.examples.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Classes as DL4J's labels. */
final class OneHot {

    private OneHot() {}

    /** [classes.length, outcomes] with a 1 in each row. */
    static INDArray of(int[] classes, int outcomes) {
        float[][] rows = new float[classes.length][outcomes];
        for (int e = 0; e < classes.length; e++) {
            rows[e][classes[e]] = 1;
        }
        return Nd4j.create(rows);
    }
}
