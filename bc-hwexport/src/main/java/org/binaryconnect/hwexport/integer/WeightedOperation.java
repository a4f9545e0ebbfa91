package org.binaryconnect.hwexport.integer;

import java.util.List;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** An operation with a sum over weights, for which there may be several kernels. */
public interface WeightedOperation extends DeviceOperation {

    int input();

    /** Weights of an output. */
    int fanIn();

    /** Rows of the matrix: outputs of a dense layer, output channels of a convolution. */
    int outputs();

    /** The weights; null if they are not binary. */
    PackedMatrix binaryWeights();

    /** Bytes of the packed weights, padding included. */
    int weightBytes();

    /** Null for a dense layer. */
    default Window window() {
        return null;
    }

    /** Whether each output channel sees only one input channel. */
    default boolean isDepthwise() {
        return false;
    }

    /** How often the weights are used in a run: 1, or the number of output positions. */
    default int positions() {
        return output().shape().positions();
    }

    @Override
    default List<Integer> inputs() {
        return List.of(input());
    }
}
