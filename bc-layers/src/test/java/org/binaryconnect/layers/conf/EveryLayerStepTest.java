package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How far one training step moves every binary layer's parameters, against DL4J's layer that holds
 * the signs: weights 1 / coef (Adam) or 1 / coef^2 (SGD) as far, coef = sqrt(1.5 / (fanIn +
 * fanOut)), everything else as far.
 */
class EveryLayerStepTest {

    /** Inputs that one output sums over, and outputs that one input reaches. */
    private record Fans(int in, int out) {

        double coefficient() {
            return Math.sqrt(1.5 / (in + out));
        }
    }

    /** By hand, from the sizes in LayerCases. */
    private static final Map<String, Map<String, Fans>> FANS =
            Map.ofEntries(
                    Map.entry("dense", weights(7, 8)),
                    Map.entry("dense identity, no bias", weights(7, 8)),
                    Map.entry("dense layer norm", weights(7, 8)),
                    Map.entry("output", weights(7, 3)),
                    Map.entry("output, no bias", weights(7, 3)),
                    Map.entry("centre loss", weights(7, 3)),
                    Map.entry("rnn output", weights(4, 3)),
                    Map.entry("rnn output NWC", weights(4, 3)),
                    // Channels times kernel size.
                    Map.entry("convolution 2D", weights(3 * 6, 4 * 6)),
                    Map.entry(
                            "convolution 2D same, stride, dilation, no bias",
                            weights(3 * 4, 4 * 4)),
                    Map.entry("convolution 2D NHWC", weights(3 * 9, 4 * 9)),
                    Map.entry("deconvolution 2D", weights(3 * 6, 4 * 6)),
                    Map.entry("convolution 3D NCDHW", weights(3 * 12, 3 * 12)),
                    Map.entry("convolution 3D NDHWC", weights(3 * 12, 3 * 12)),
                    Map.entry("deconvolution 3D", weights(3 * 8, 4 * 8)),
                    Map.entry("convolution 1D", weights(4 * 3, 5 * 3)),
                    Map.entry("convolution 1D causal, no bias", weights(4 * 2, 5 * 2)),
                    Map.entry("locally connected 2D", weights(3 * 6, 4 * 6)),
                    Map.entry("locally connected 1D", weights(4 * 2, 4 * 2)),
                    // Each channel by itself, to two outputs.
                    Map.entry("depthwise convolution NCHW", weights(6, 2 * 6)),
                    Map.entry("depthwise convolution NHWC", weights(6, 2 * 6)),
                    Map.entry(
                            "separable convolution",
                            Map.of("W", new Fans(6, 2 * 6), "pW", new Fans(3 * 2, 4))),
                    Map.entry(
                            "separable convolution, no bias",
                            Map.of("W", new Fans(4, 4), "pW", new Fans(3, 4))),
                    // Each gate is a layer of its own.
                    Map.entry("LSTM", recurrent(4, 5)),
                    Map.entry("LSTM NWC", recurrent(4, 5)),
                    Map.entry("Graves LSTM", recurrent(4, 5)),
                    Map.entry("simple RNN", recurrent(4, 5)),
                    // A lookup sums over nothing.
                    Map.entry("embedding", weights(1, 5)),
                    Map.entry("embedding sequence", weights(1, 5)));

    private static Map<String, Fans> weights(int in, int out) {
        return Map.of("W", new Fans(in, out));
    }

    private static Map<String, Fans> recurrent(int in, int out) {
        return Map.of("W", new Fans(in, out), "RW", new Fans(out, out));
    }

    static List<Case> cases() {
        return LayerCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsOfAdamAreDividedByTheCoefficient(Case layer) {
        // Without epsilon, so that the step does not depend on the size of the gradient at all.
        check(layer, new Adam(1e-4, 0.9, 0.999, 1e-30), -1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsOfSgdAreDividedByItsSquare(Case layer) {
        check(layer, new Sgd(1e-4), -2);
    }

    private static void check(Case layer, IUpdater updater, int power) {
        DataSet data = layer.examples(DataType.DOUBLE);
        MultiLayerNetwork binary = layer.binaryNetwork(BinaryWeights.DEFAULT, updater);
        MultiLayerNetwork plain = layer.plainNetwork(updater);
        Map<String, Fans> fans = FANS.get(layer.name());
        for (String weights : fans.keySet()) {
            binary.getLayer(layer.index()).getParam(weights).muli(0.9); // Away from the clip.
        }
        layer.copyWeights(binary, plain, true);
        Map<String, INDArray> binarySteps = steps(binary, data);
        Map<String, INDArray> plainSteps = steps(plain, data);

        binarySteps.forEach(
                (name, step) -> {
                    String[] parts = name.split("_"); // Layer, parameter.
                    int index = Integer.parseInt(parts[0]);
                    INDArray expected = plainSteps.get(name).dup();
                    // DL4J doubles the gradients of locally connected layers and all before them.
                    boolean isDoubled =
                            layer.name().startsWith("locally") && index <= layer.index();
                    if (isDoubled && updater instanceof Sgd) {
                        expected.divi(2);
                    }
                    Fans ofParameter = index == layer.index() ? fans.get(parts[1]) : null;
                    if (ofParameter != null) {
                        binaryPart(layer, parts[1], expected)
                                .muli(Math.pow(ofParameter.coefficient(), power));
                        assertTrue(step.amaxNumber().doubleValue() > 1e-6, name + " must move");
                    }
                    double error = step.sub(expected).amaxNumber().doubleValue();
                    double size = expected.amaxNumber().doubleValue();
                    assertEquals(0, error, 1e-15 + 1e-9 * size, name);
                });
    }

    /** All but the three peepholes of a Graves LSTM. */
    private static INDArray binaryPart(Case layer, String parameter, INDArray values) {
        return layer.name().equals("Graves LSTM") && parameter.equals("RW")
                ? values.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 4 * 5))
                : values;
    }

    /** What one training iteration adds to each parameter. */
    private static Map<String, INDArray> steps(MultiLayerNetwork network, DataSet data) {
        MultiLayerNetwork before = network.clone();
        network.fit(data.copy());
        Map<String, INDArray> steps = new HashMap<>();
        network.paramTable()
                .forEach((name, value) -> steps.put(name, value.sub(before.getParam(name))));
        return steps;
    }
}
