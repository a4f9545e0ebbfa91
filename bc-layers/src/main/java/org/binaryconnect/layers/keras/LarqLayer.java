package org.binaryconnect.layers.keras;

import java.util.Map;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasLayerUtils;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of larq's layers in DL4J's Keras import, which creates it: see {@link LarqLayers}. DL4J's own
 * import of the Keras layer that larq's layer extends does the work; this class puts the binary
 * layer in the place of DL4J's.
 */
public final class LarqLayer extends KerasLayer {

    private LarqLayerType type;

    /** DL4J's import of the Keras layer. */
    private KerasLayer keras;

    /** DL4J hides what a constructor throws; thrown when DL4J first asks for something. */
    private LarqImportException refusal;

    /**
     * Called by DL4J.
     *
     * @param layerConfig the layer as stored in the model, with Keras's version and backend
     */
    public LarqLayer(Map<String, Object> layerConfig)
            throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        super((Integer) layerConfig.get("keras_version"));
        originalLayerConfig = layerConfig;
        className = KerasLayerUtils.getClassNameFromConfig(layerConfig, conf);
        layerName = KerasLayerUtils.getLayerNameFromConfig(layerConfig, conf);
        inputShape = KerasLayerUtils.getInputShapeFromConfig(layerConfig, conf);
        dimOrder = KerasLayerUtils.getDimOrderFromConfig(layerConfig, conf);
        inboundLayerNames = KerasLayerUtils.getInboundLayerNamesFromConfig(layerConfig, conf);
        outboundLayerNames = KerasLayerUtils.getOutboundLayerNamesFromConfig(layerConfig, conf);
        try {
            create(layerConfig);
        } catch (Refusal e) {
            refuse(e.getMessage(), e);
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            refuse(
                    "DL4J cannot import one of its options; train the model without it: "
                            + withoutAddress(e.getMessage()),
                    e);
        }
    }

    private void refuse(String reason, Exception cause) {
        refusal =
                new LarqImportException(
                        "Layer \"%s\" (%s): %s".formatted(layerName, className, reason), cause);
    }

    /** DL4J asks to report each failure to DL4J, whose failure this is not. */
    private static String withoutAddress(String message) {
        return message.replaceFirst("\\. (Please file|For more information).*", "");
    }

    private void create(Map<String, Object> layerConfig)
            throws Refusal,
                    InvalidKerasConfigurationException,
                    UnsupportedKerasConfigurationException {
        String reason = RefusedLayers.reason(className);
        if (reason != null) {
            throw new Refusal(reason);
        }
        type = LarqLayerType.of(className);
        LarqConfiguration configuration = new LarqConfiguration(type, layerConfig);
        keras = type.importer(configuration.forDl4j());
        layer = configuration.layer(keras.getLayer());
        keras.setLayer(layer);
    }

    /**
     * @throws LarqImportException if the layer cannot be imported
     */
    @Override
    public InputType getOutputType(InputType... inputType)
            throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        if (refusal != null) {
            throw refusal;
        }
        if (layer instanceof DepthwiseConvolution2D depthwise) {
            depthwise.setNIn(inputType[0], true);
        }
        return keras.getOutputType(inputType);
    }

    @Override
    public InputPreProcessor getInputPreprocessor(InputType... inputType)
            throws InvalidKerasConfigurationException {
        return keras.getInputPreprocessor(inputType);
    }

    @Override
    public int getNumParams() {
        return keras.getNumParams();
    }

    /**
     * @param stored by Keras's names, as in the file
     * @throws InvalidKerasConfigurationException if weights are missing, NaN or infinite
     */
    @Override
    public void setWeights(Map<String, INDArray> stored) throws InvalidKerasConfigurationException {
        keras.setWeights(stored);
        weights = keras.getWeights();
        if (type == LarqLayerType.TRANSPOSED_3D) {
            // DL4J's layer has Keras's layout, but DL4J's import permutes it.
            weights.put(
                    DefaultParamInitializer.WEIGHT_KEY, stored.get(conf.getKERAS_PARAM_NAME_W()));
        }
        if (layer instanceof BinaryLayer binary) {
            weights = LatentWeightImport.within(type, binary, weights);
        }
    }
}
