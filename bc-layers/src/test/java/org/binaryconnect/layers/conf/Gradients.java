package org.binaryconnect.layers.conf;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What training would hand to the optimizer: a copy of the gradient of all parameters. */
public final class Gradients {

    private Gradients() {}

    public static INDArray of(MultiLayerNetwork network, DataSet data) {
        network.setInput(data.getFeatures());
        network.setLabels(data.getLabels());
        network.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
        network.computeGradientAndScore();
        network.clearLayerMaskArrays();
        return network.gradient().gradient().dup();
    }

    /** Of a graph of one input and one output, without masks. */
    public static INDArray of(ComputationGraph graph, DataSet data) {
        graph.setInput(0, data.getFeatures());
        graph.setLabels(data.getLabels());
        graph.computeGradientAndScore();
        return graph.gradient().gradient().dup();
    }
}
