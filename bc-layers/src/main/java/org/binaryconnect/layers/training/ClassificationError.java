package org.binaryconnect.layers.training;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The fraction of examples that a network classifies wrongly. */
public final class ClassificationError {

    private ClassificationError() {}

    /**
     * The fraction of examples whose largest output is not that of the label, 0 to 1; an identity
     * output is accepted.
     *
     * @param model a {@code MultiLayerNetwork}, or a {@code ComputationGraph} of one input and one
     *     output
     */
    public static double of(Model model, DataSetIterator data) {
        return 1 - evaluation(model, data).accuracy();
    }

    /** DL4J would refuse an identity output, though the largest score is the answer. */
    private static Evaluation evaluation(Model model, DataSetIterator data) {
        if (model instanceof ComputationGraph graph) {
            graph.getConfiguration().setValidateOutputLayerConfig(false);
            return graph.evaluate(data);
        }
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        network.getLayerWiseConfigurations().setValidateOutputLayerConfig(false);
        return network.evaluate(data);
    }
}
