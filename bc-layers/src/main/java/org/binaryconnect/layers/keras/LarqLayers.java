package org.binaryconnect.layers.keras;

import org.deeplearning4j.nn.modelimport.keras.KerasLayer;

/**
 * Makes DL4J's Keras import know larq's layers.
 *
 * <p>A layer whose weights are quantized to their sign becomes the binary layer of this library,
 * with the latent weights that larq stored; a layer without quantizers becomes DL4J's own.
 *
 * <table>
 * <caption>What is imported</caption>
 * <tr><th>larq</th><th>here</th></tr>
 * <tr><td>{@code ste_sign}, {@code approx_sign}, {@code swish_sign}</td><td>deterministic
 * binarization</td></tr>
 * <tr><td>{@code magnitude_aware_sign}, in dense layers and convolutions that are not transposed,
 * depthwise or separable</td><td>deterministic binarization with channel scale 1</td></tr>
 * <tr><td>{@code weight_clip}</td><td>the clip; without it, 1</td></tr>
 * </table>
 *
 * <p>Latent weights beyond the clip are cut off, which no sign and so no output notices. In layers
 * with a channel scale that would change the scale: their clip becomes as large as their largest
 * weight.
 *
 * <p>One-dimensional convolutions come channels last, with which DL4J 1.0.0-M2.1 infers but cannot
 * train.
 *
 * <p>Quantizers differ in the gradient that they pass on. It is not imported: layers of this
 * library pass it unchanged to the latent weights (BinaryConnect paper, algorithm 1). Regularizers
 * are imported as DL4J does when it does not enforce the training configuration: it logs those that
 * it does not know. Binary layers whose weights are not imported start as this library's do.
 *
 * <p>Everything else that would change the outputs is refused with a {@link LarqImportException}:
 * input quantizers, quantizers to other values than +1 and -1, padding with other values than 0,
 * channels first, grouped, locally connected and one-dimensional separable convolution.
 */
public final class LarqLayers {

    private LarqLayers() {}

    /**
     * Registers larq's layers with DL4J's importer, for the whole JVM. Once is enough, until {@code
     * KerasLayer.clearCustomLayers()}.
     */
    public static void register() {
        for (LarqLayerType type : LarqLayerType.values()) {
            KerasLayer.registerCustomLayer(type.className(), LarqLayer.class);
        }
        for (String className : RefusedLayers.classNames()) {
            KerasLayer.registerCustomLayer(className, LarqLayer.class);
        }
    }
}
