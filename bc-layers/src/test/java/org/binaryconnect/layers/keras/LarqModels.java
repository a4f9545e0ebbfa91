package org.binaryconnect.layers.keras;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The models that {@code make_fixtures.py} wrote with larq and Keras. */
final class LarqModels {

    private LarqModels() {}

    /** Without the training configuration, which most of the models lack. */
    static MultiLayerNetwork network(String name)
            throws IOException,
                    InvalidKerasConfigurationException,
                    UnsupportedKerasConfigurationException {
        LarqLayers.register();
        return KerasModelImport.importKerasSequentialModelAndWeights(path(name + ".h5"), false);
    }

    /** With loss and optimizer. */
    static MultiLayerNetwork trainableNetwork(String name)
            throws IOException,
                    InvalidKerasConfigurationException,
                    UnsupportedKerasConfigurationException {
        LarqLayers.register();
        return KerasModelImport.importKerasSequentialModelAndWeights(path(name + ".h5"), true);
    }

    static ComputationGraph graph(String name)
            throws IOException,
                    InvalidKerasConfigurationException,
                    UnsupportedKerasConfigurationException {
        LarqLayers.register();
        return KerasModelImport.importKerasModelAndWeights(path(name + ".h5"), false);
    }

    static INDArray input(String name) {
        return Nd4j.createFromNpyFile(new File(path(name + ".input.npy")));
    }

    /** What larq or Keras computes for {@link #input}. */
    static INDArray output(String name) {
        return Nd4j.createFromNpyFile(new File(path(name + ".output.npy")));
    }

    static String path(String file) {
        try {
            return new File(LarqModels.class.getResource("/keras/" + file).toURI()).getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
