package org.binaryconnect.layers.keras;

import java.util.List;
import java.util.Map;

/**
 * Options of larq's and Keras's layers that DL4J's import drops or misreads, so that the outputs
 * would differ.
 */
final class LostOptions {

    private LostOptions() {}

    /**
     * @param options the layer's own configuration
     * @throws Refusal if one of them is set
     */
    static void refuse(LarqLayerType type, Map<String, Object> options) throws Refusal {
        refuseQuantizedActivations(options);
        boolean isSame = "same".equals(options.get("padding"));
        if (isSame && number(options, "pad_values", 0) != 0) {
            throw new Refusal(
                    "pad_values=%s, and DL4J pads with 0 only; train the model with pad_values=0 or padding=\"valid\""
                            .formatted(options.get("pad_values")));
        }
        if (number(options, "groups", 1) != 1) {
            throw new Refusal(
                    "groups=%s, and DL4J has no grouped convolution; train the model with groups=1"
                            .formatted(options.get("groups")));
        }
        if ("channels_first".equals(options.get("data_format"))) {
            throw new Refusal(
                    "data_format=\"channels_first\", which DL4J's import misreads; train the model with \"channels_last\"");
        }
        if (type == LarqLayerType.TRANSPOSED_2D || type == LarqLayerType.TRANSPOSED_3D) {
            refuseOtherOutputSizes(options, isSame);
        }
    }

    private static void refuseQuantizedActivations(Map<String, Object> options) throws Refusal {
        SerializedObject input = SerializedObject.of(options.get("input_quantizer"));
        if (input != null) {
            throw new Refusal(
                    "input_quantizer %s quantizes activations, and this library binarizes weights only; train the model with input_quantizer=None"
                            .formatted(input.name()));
        }
        if (options.get("activation") instanceof Map<?, ?> activation) {
            throw new Refusal(
                    "activation %s is none of Keras's own, and DL4J knows no others; train the model with one of Keras's"
                            .formatted(SerializedObject.of(activation).name()));
        }
    }

    private static void refuseOtherOutputSizes(Map<String, Object> options, boolean isSame)
            throws Refusal {
        if (options.get("output_padding") != null) {
            throw new Refusal(
                    "output_padding=%s, which DL4J's transposed convolution lacks; train the model with output_padding=None"
                            .formatted(options.get("output_padding")));
        }
        List<?> strides = (List<?>) options.get("strides");
        List<?> kernel = (List<?>) options.get("kernel_size");
        for (int axis = 0; axis < kernel.size() && !isSame; axis++) {
            if ((int) strides.get(axis) > (int) kernel.get(axis)) {
                throw new Refusal(
                        "strides=%s and kernel_size=%s leave a border that DL4J cuts off; train the model with padding=\"same\" or smaller strides"
                                .formatted(strides, kernel));
            }
        }
    }

    private static double number(Map<String, Object> options, String field, double absent) {
        return options.get(field) instanceof Number number ? number.doubleValue() : absent;
    }
}
