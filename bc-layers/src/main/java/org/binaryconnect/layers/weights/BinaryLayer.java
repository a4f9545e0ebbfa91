package org.binaryconnect.layers.weights;

/** A layer configuration whose weight matrices are binary. */
public interface BinaryLayer {

    /** How the weights are binarized and updated. */
    BinaryWeights getBinaryWeights();

    /** Changes the options of a layer, for instance the test-time weights of a trained network. */
    void setBinaryWeights(BinaryWeights binaryWeights);
}
