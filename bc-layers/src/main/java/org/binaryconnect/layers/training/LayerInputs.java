package org.binaryconnect.layers.training;

import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.network.NetworkLayer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** What arrives at a layer in inference, in either of DL4J's network classes. */
interface LayerInputs {

    /** The array that the layer computes with for a batch, detached from all workspaces. */
    INDArray inputOf(NetworkLayer layer, MultiDataSet batch);

    static LayerInputs of(Model network) {
        return network instanceof MultiLayerNetwork layered
                ? new OfLayers(layered)
                : new OfGraph((ComputationGraph) network);
    }

    private static INDArray preprocess(InputPreProcessor preprocessor, INDArray input, long batch) {
        return preprocessor == null
                ? input
                : preprocessor.preProcess(input, (int) batch, LayerWorkspaceMgr.noWorkspaces());
    }

    /** Of layers one behind the other. */
    record OfLayers(MultiLayerNetwork network) implements LayerInputs {

        @Override
        public INDArray inputOf(NetworkLayer layer, MultiDataSet batch) {
            int index = layer.index();
            INDArray features = batch.getFeatures(0);
            INDArray input = features;
            if (index > 0) {
                List<INDArray> activations =
                        batch.hasMaskArrays()
                                ? network.feedForward(features, batch.getFeaturesMaskArray(0), null)
                                : network.feedForwardToLayer(index - 1, features, false);
                input = activations.get(index);
            }
            return preprocess(
                    network.getLayerWiseConfigurations().getInputPreProcess(index),
                    input,
                    features.size(0));
        }
    }

    /** Of a graph. */
    record OfGraph(ComputationGraph graph) implements LayerInputs {

        @Override
        public INDArray inputOf(NetworkLayer layer, MultiDataSet batch) {
            INDArray[] features = batch.getFeatures();
            graph.setInputs(features);
            graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), null);
            Map<String, INDArray> activations = graph.feedForward(false, false, true);
            graph.clearLayerMaskArrays();
            String source = graph.getConfiguration().getVertexInputs().get(layer.name()).get(0);
            LayerVertex vertex =
                    (LayerVertex) graph.getConfiguration().getVertices().get(layer.name());
            return preprocess(
                    vertex.getPreProcessor(), activations.get(source), features[0].size(0));
        }
    }
}
