package org.binaryconnect.examples.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Examples as they are sent to executors: a byte for each input, a quarter of what the network
 * reads.
 *
 * @param inputs 0 to 255, [examples][length]
 * @param labels 0 to classes - 1, [examples]
 * @param classes at least 2
 */
record ByteExamples(byte[] inputs, byte[] labels, int classes) implements Serializable {

    int count() {
        return labels.length;
    }

    /** Some of them as a network reads them: byte / 255, and labels -1 and +1 [batch, classes]. */
    DataSet batch(int[] indices) {
        int length = inputs.length / labels.length;
        float[] features = new float[indices.length * length];
        float[] targets = new float[indices.length * classes];
        Arrays.fill(targets, -1);
        for (int i = 0; i < indices.length; i++) {
            for (int j = 0; j < length; j++) {
                features[i * length + j] =
                        Byte.toUnsignedInt(inputs[indices[i] * length + j]) / 255f;
            }
            targets[i * classes + labels[indices[i]]] = 1;
        }
        return new DataSet(
                Nd4j.create(features, new long[] {indices.length, length}, 'c'),
                Nd4j.create(targets, new long[] {indices.length, classes}, 'c'));
    }
}
