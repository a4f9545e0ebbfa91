package org.binaryconnect.layers.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models whose outputs would change are refused, in one line with the layer and the remedy. */
class LarqRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input_quantizer | (QuantDense): input_quantizer SteSign | input_quantizer=None",
                "ste_tern | (QuantDense): kernel_quantizer SteTern | ste_sign",
                "ste_heaviside | (QuantDense): kernel_quantizer SteHeaviside | ste_sign",
                "dorefa_quantizer | (QuantDense): kernel_quantizer DoReFa | ste_sign",
                "no_op | (QuantDense): kernel_quantizer NoOp | ste_sign",
                "activation | (QuantDense): activation SteSign | one of Keras's",
                "pad_values | (QuantConv2D): pad_values=1.0 | pad_values=0",
                "groups | (QuantConv2D): groups=2 | groups=1",
                "channels_first | (QuantConv2D): data_format=\"channels_first\" | channels_last",
                "output_padding | (QuantConv2DTranspose): output_padding=[1, 1] | output_padding=None",
                "border | (QuantConv2DTranspose): strides=[3, 3] | padding=\"same\"",
                "scaled_depthwise | depthwise_quantizer MagnitudeAwareSign | ste_sign",
                "scaled_transposed | kernel_quantizer MagnitudeAwareSign | ste_sign",
                "half_separable | depthwise_quantizer and pointwise_quantizer | both",
                "two_clips | depthwise_constraint and pointwise_constraint | the same for both",
                "separable1d | (QuantSeparableConv1D) | use QuantConv1D",
                "locally_connected1d | (QuantLocallyConnected1D) | BinaryLocallyConnected1D",
                "locally_connected2d | (QuantLocallyConnected2D) | BinaryLocallyConnected2D",
                "constraint | Unknown keras constraint weight_clip | train the model without it",
            })
    void refusesInOneLine(String model, String reason, String remedy) {
        LarqLayers.register();

        LarqImportException refusal =
                assertThrows(
                        LarqImportException.class,
                        () ->
                                KerasModelImport.importKerasSequentialConfiguration(
                                        LarqModels.path("refused/" + model + ".json")));

        String message = refusal.getMessage();
        assertTrue(message.startsWith("Layer \"blamed\" "), message);
        assertTrue(message.contains(reason), message);
        assertTrue(message.contains(remedy), message);
        assertFalse(message.contains("\n"), message);
        assertFalse(message.contains("http"), message);
    }

    @Test
    void refusesWeightsThatAreNotFinite() throws Exception {
        Map<String, Object> layer =
                KerasModelUtils.parseJsonString(
                        """
                        {"class_name": "QuantDense", "keras_version": 2, "backend": "tensorflow",
                         "config": {"name": "blamed", "units": 1, "activation": "linear",
                                    "use_bias": false, "kernel_quantizer": "ste_sign",
                                    "kernel_initializer": {"class_name": "Zeros", "config": {}}}}
                        """);
        INDArray kernel = Nd4j.createFromArray(new float[][] {{0.5f}, {Float.NaN}});
        Map<String, INDArray> weights = new HashMap<>(Map.of("kernel", kernel));
        LarqLayer imported = new LarqLayer(layer);

        Exception refusal =
                assertThrows(
                        InvalidKerasConfigurationException.class,
                        () -> imported.setWeights(weights));

        assertTrue(
                refusal.getMessage()
                        .startsWith("Layer \"blamed\": weights \"W\" are NaN or infinite"),
                refusal.getMessage());
    }

    @Test
    void readsEveryFormInWhichKerasStoresAnObject() {
        assertEquals("ste_sign", SerializedObject.of("ste_sign").name());
        assertEquals(
                "ste_sign",
                SerializedObject.of(Map.of("class_name", "function", "config", "ste_sign")).name());
        SerializedObject clip =
                SerializedObject.of(
                        Map.of("class_name", "WeightClip", "config", Map.of("clip_value", 2)));
        assertEquals("WeightClip", clip.name());
        assertEquals(2, clip.options().get("clip_value"));
    }
}
