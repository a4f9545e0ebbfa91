package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Where DL4J keeps its arrays does not change what is learned. */
class WorkspacesTest {

    static List<Case> cases() {
        return LayerCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainingIsTheSameWithoutWorkspacesAndWithCachedArrays(Case layer) {
        BinaryWeights weights = BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);
        MultiLayerNetwork usual = layer.binaryNetwork(weights, new Adam(0.01));
        MultiLayerNetwork without = usual.clone();
        without.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
        without.getLayerWiseConfigurations().setInferenceWorkspaceMode(WorkspaceMode.NONE);
        MultiLayerNetwork cached = usual.clone();
        cached.setCacheMode(CacheMode.DEVICE);
        DataSet data = layer.examples(DataType.DOUBLE);
        for (int i = 0; i < 2; i++) {
            usual.fit(data);
            without.fit(data);
            cached.fit(data);
        }

        assertEquals(usual.params(), without.params());
        assertEquals(usual.params(), cached.params());
        assertEquals(usual.output(data.getFeatures()), without.output(data.getFeatures()));
        assertEquals(usual.output(data.getFeatures()), cached.output(data.getFeatures()));
    }
}
