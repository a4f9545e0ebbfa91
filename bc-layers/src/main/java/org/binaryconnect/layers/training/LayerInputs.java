package org.binaryconnect.layers.training;

import java.util.Arrays;
import java.util.List;
import org.binaryconnect.layers.network.NetworkLayer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What arrives at a layer in inference, in either of DL4J's network classes. DL4J's activation
 * layer works in place then, on whatever array it is given; so arrays are copied.
 */
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
            INDArray features = batch.getFeatures(0).dup();
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
            graph.setInputs(batch.getFeatures()); // preprocessors ask for the batch size
            graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), null);
            INDArray input = forwardTo(layer.name(), batch.getFeatures());
            graph.clearLayerMaskArrays();
            LayerVertex vertex =
                    (LayerVertex) graph.getConfiguration().getVertices().get(layer.name());
            return preprocess(vertex.getPreProcessor(), input, batch.getFeatures(0).size(0));
        }

        /**
         * What arrives at a vertex. DL4J's own pass shares an array among its readers; here each
         * has a copy, as in training.
         */
        private INDArray forwardTo(String name, INDArray[] features) {
            LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
            GraphVertex[] vertices = graph.getVertices();
            GraphVertex target = graph.getVertex(name);
            for (int index : graph.topologicalSortOrder()) {
                GraphVertex vertex = vertices[index];
                if (vertex == target) {
                    break;
                }
                INDArray output =
                        vertex.isInputVertex()
                                ? features[index]
                                : vertex.doForward(false, workspaces);
                if (vertex.getOutputVertices() != null) {
                    for (VertexIndices reader : vertex.getOutputVertices()) {
                        vertices[reader.getVertexIndex()].setInput(
                                reader.getVertexEdgeNumber(), output.dup(), workspaces);
                    }
                }
            }
            INDArray input = target.getInputs()[0];
            Arrays.stream(vertices).forEach(GraphVertex::clear);
            return input;
        }
    }
}
