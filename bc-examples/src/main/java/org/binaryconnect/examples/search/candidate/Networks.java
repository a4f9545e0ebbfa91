package org.binaryconnect.examples.search.candidate;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What differs between DL4J's two classes of networks. */
public final class Networks {

    private Networks() {}

    /** The fraction of examples whose largest output is not that of the label. */
    public static double error(Model model, DataSetIterator data) {
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
