package org.binaryconnect.layers.network;

import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * A layer of a network, without the wrappers around it ({@code Bidirectional}, {@code
 * LastTimeStep}, {@code TimeDistributed}, frozen layers, …). A bidirectional layer is two.
 *
 * @param name DL4J's name of the layer or vertex
 * @param prefix of the layer's parameters in the network's parameter table, such as {@code 0_}
 * @param conf the configuration
 */
public record NetworkLayer(String name, String prefix, Layer conf) {

    /** Position among the layers of a {@code MultiLayerNetwork}. */
    public int index() {
        return Integer.parseInt(prefix.substring(0, prefix.indexOf('_')));
    }
}
