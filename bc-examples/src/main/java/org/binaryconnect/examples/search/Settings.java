package org.binaryconnect.examples.search;

import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/**
 * What distinguishes one candidate from another, read from the network that it is and not from the
 * random numbers that made it.
 *
 * @param width units of the first hidden layer
 * @param learningRate Adam's in the first epoch, before the step scale
 * @param binarization of the first layer, while training
 * @param binaryWeights binary weights of the whole network: one bit each on a device
 */
record Settings(long width, double learningRate, Binarization binarization, long binaryWeights) {

    /**
     * @param configuration a network of dense binary layers, the first layer among them
     */
    static Settings of(MultiLayerConfiguration configuration) {
        long weights = 0;
        for (NeuralNetConfiguration conf : configuration.getConfs()) {
            if (conf.getLayer() instanceof BinaryLayer
                    && conf.getLayer() instanceof FeedForwardLayer layer) {
                weights += layer.getNIn() * layer.getNOut();
            }
        }
        FeedForwardLayer first = (FeedForwardLayer) configuration.getConf(0).getLayer();
        return new Settings(
                first.getNOut(),
                first.getIUpdater().getLearningRate(0, 0),
                ((BinaryLayer) first).getBinaryWeights().getBinarization(),
                weights);
    }
}
