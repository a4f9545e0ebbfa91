package org.binaryconnect.layers.normalization;

import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Changes the examples of an array one at a time, on the heap, where loops over them are fast. */
final class Examples {

    private Examples() {}

    /**
     * @param features [examples, ...] of a floating-point type; changed in place
     * @param change gets each example in turn, in row-major order, and changes it; always in the
     *     same array
     */
    static void change(INDArray features, Consumer<float[]> change) {
        if (isRowMajor(features)) {
            changeRowMajor(features, change);
        } else {
            INDArray copy = features.castTo(DataType.FLOAT).dup('c');
            changeRowMajor(copy, change);
            features.assign(copy);
        }
    }

    private static boolean isRowMajor(INDArray features) {
        return features.dataType() == DataType.FLOAT
                && features.ordering() == 'c'
                && features.elementWiseStride() == 1
                && Nd4j.getEnvironment().isCPU();
    }

    private static void changeRowMajor(INDArray features, Consumer<float[]> change) {
        float[] example = new float[Math.toIntExact(features.length() / features.size(0))];
        // A pointer of our own: its position is changed.
        FloatPointer memory = new FloatPointer(features.data().addressPointer());
        for (long first = 0; first < features.length(); first += example.length) {
            memory.position(first).get(example);
            change.accept(example);
            memory.put(example);
        }
        // Only the pointer was used in the loop: the array must not be collected before its end.
        Reference.reachabilityFence(features);
    }
}
