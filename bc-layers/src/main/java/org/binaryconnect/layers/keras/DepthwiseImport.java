package org.binaryconnect.layers.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasDepthwiseConvolution2D;

/**
 * DL4J's import of depthwise convolution, which takes its input channels from the layers before it.
 * Custom layers are not given those, so it gets a layer of one channel; the channels are corrected
 * when the input is known.
 */
final class DepthwiseImport {

    private static final String STAND_IN = "channels";

    private DepthwiseImport() {}

    static KerasLayer of(Map<String, Object> layerConfig)
            throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        Map<String, Object> withoutInput = new HashMap<>(layerConfig);
        withoutInput.remove("inbound_nodes");
        return new KerasDepthwiseConvolution2D(
                withoutInput, Map.of(STAND_IN, new OneChannel()), List.of(STAND_IN), false);
    }

    private static final class OneChannel extends KerasLayer {

        OneChannel() throws UnsupportedKerasConfigurationException {
            setLayer(new DenseLayer.Builder().nOut(1).build());
        }
    }
}
