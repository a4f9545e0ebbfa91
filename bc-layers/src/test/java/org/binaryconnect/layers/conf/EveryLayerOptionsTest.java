package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A layer's own options, in every binary layer. */
@Tag("slow")
class EveryLayerOptionsTest {

    private static final double RATE = 1e-3;

    static List<Case> cases() {
        return LayerCases.all();
    }

    private static Set<String> weights(Case layer) {
        return switch (layer.name()) {
            case "LSTM", "LSTM NWC", "Graves LSTM", "simple RNN" -> Set.of("W", "RW");
            case "separable convolution", "separable convolution, no bias" -> Set.of("W", "pW");
            default -> Set.of("W");
        };
    }

    private static MultiLayerNetwork network(
            Case layer, Layer middle, Consumer<Layer> option, IUpdater updater) {
        option.accept(middle);
        return layer.network(middle, updater, DataType.DOUBLE);
    }

    private static Map<String, INDArray> params(MultiLayerNetwork network, Case layer) {
        return network.getLayer(layer.index()).paramTable();
    }

    /** By loops over the parameter as DL4J computes with it. */
    @ParameterizedTest
    @MethodSource("cases")
    void theChannelScaleIsTheMeanMagnitudeOfTheWeightsOfAnOutput(Case layer) {
        MultiLayerNetwork binary =
                layer.binaryNetwork(BinaryWeights.DEFAULT.withChannelScale(1), new NoOp());
        MultiLayerNetwork plain = layer.plainNetwork(new NoOp());
        plain.setParams(binary.params());
        for (String name : weights(layer)) {
            scaledSigns(layer, name, plain.getLayer(layer.index()).getParam(name));
        }
        INDArray features = layer.examples(DataType.DOUBLE).getFeatures();

        INDArray expected = plain.output(features);
        double error = expected.sub(binary.output(features)).amaxNumber().doubleValue();
        assertEquals(0, error, 1e-13);
        INDArray signs = layer.binaryNetwork(BinaryWeights.DEFAULT, new NoOp()).output(features);
        assertNotEquals(0, expected.sub(signs).amaxNumber().doubleValue(), 1e-3);
    }

    /** Replaces weights by their signs times the mean magnitude within the same output. */
    private static void scaledSigns(Case layer, String name, INDArray parameter) {
        Layout layout = layout(layer.name(), name);
        INDArray weights = parameter;
        if (layout.shape != null) {
            weights = parameter.reshape('c', true, layout.shape);
        }
        long[] shape = weights.shape().clone();
        if (layer.name().equals("Graves LSTM") && name.equals("RW")) {
            shape[1] -= 3; // Peepholes.
        }
        long outputs = 1;
        for (int axis : layout.outputAxes) {
            outputs *= shape[axis];
        }
        double[] sums = new double[(int) outputs];
        int[] counts = new int[(int) outputs];
        for (int pass = 0; pass < 2; pass++) {
            long size = 1;
            for (long length : shape) {
                size *= length;
            }
            for (long i = 0; i < size; i++) {
                long[] at = new long[shape.length];
                long rest = i;
                for (int axis = shape.length - 1; axis >= 0; axis--) {
                    at[axis] = rest % shape[axis];
                    rest /= shape[axis];
                }
                int output = 0;
                for (int axis : layout.outputAxes) {
                    output = (int) (output * shape[axis] + at[axis]);
                }
                double value = weights.getDouble(at);
                if (pass == 0) {
                    sums[output] += Math.abs(value);
                    counts[output]++;
                } else {
                    double scale = sums[output] / counts[output];
                    weights.putScalar(at, value >= 0 ? scale : -scale);
                }
            }
        }
    }

    /** Where the outputs of a weight parameter lie; a shape if DL4J computes with another one. */
    private record Layout(long[] shape, int... outputAxes) {}

    private static Layout layout(String layer, String parameter) {
        if (parameter.equals("pW")) {
            return new Layout(null, 0); // [out, in, 1, 1]
        }
        if (layer.startsWith("convolution 1D")) {
            return new Layout(new long[] {layer.contains("causal") ? 2 : 3, 4, 5}, 2);
        }
        if (layer.startsWith("convolution")) {
            return new Layout(null, 0); // [out, in, …]
        }
        if (layer.startsWith("deconvolution 3D")) {
            return new Layout(null, 3); // [depth, height, width, out, in]
        }
        if (layer.startsWith("depthwise")) {
            return new Layout(null, 2, 3); // [height, width, in, multiplier]
        }
        if (layer.startsWith("separable")) {
            return new Layout(null, 0, 1); // [multiplier, in, height, width]
        }
        if (layer.startsWith("locally")) {
            return new Layout(null, 0, 2); // [position, in, out]
        }
        return new Layout(null, 1); // [in, out, …]
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsStartUniformInTheClipRangeOrAsTheLayerSays(Case layer) {
        BinaryWeights options = BinaryWeights.DEFAULT.withClip(0.5);
        MultiLayerNetwork uniform = layer.binaryNetwork(options, new NoOp());
        MultiLayerNetwork chosen =
                network(
                        layer,
                        layer.binary().apply(options),
                        conf -> {
                            if (conf instanceof BaseLayer base) {
                                base.setWeightInitFn(new WeightInitConstant(0.25));
                            } else {
                                ((SameDiffLayer) conf).setWeightInit(WeightInit.ONES);
                            }
                        },
                        new NoOp());
        boolean isBase = chosen.getLayer(layer.index()).conf().getLayer() instanceof BaseLayer;
        for (String name : weights(layer)) {
            INDArray start = params(uniform, layer).get(name);
            if (layer.name().equals("Graves LSTM") && name.equals("RW")) {
                start = start.getColumns(0, 1, 2, 3, 4, 5);
            }
            assertTrue(start.amaxNumber().doubleValue() <= 0.5, name);
            assertEquals(0.25, start.ameanNumber().doubleValue(), 0.08, name);
            INDArray constant = params(chosen, layer).get(name);
            assertEquals(isBase ? 0.25 : 1, constant.getDouble(0), 1e-15, name);
            assertEquals(isBase ? 0.25 : 1, constant.ameanNumber().doubleValue(), 0.1, name);
        }
    }

    /**
     * Whether DL4J's own layer is a truth: it refuses dropout in a convolution of NHWC, and gives
     * the bias updater of depthwise and separable convolutions to some of the weights.
     */
    private static boolean worksInDl4j(Case layer, String option) {
        return switch (option) {
            case "dropOut" -> !layer.name().equals("convolution 2D NHWC");
            case "biasUpdater" ->
                    !layer.name().startsWith("depthwise")
                            && !layer.name().equals("separable convolution");
            default -> true;
        };
    }

    private static boolean hasBias(Case layer) {
        return !layer.name().contains("no bias") && !layer.name().equals("embedding sequence");
    }

    /** Options that DL4J's layers take and ignore. */
    private static boolean isIgnoredByDl4j(Case layer, String option) {
        return switch (option) {
            case "dropOut" -> layer.name().startsWith("embedding");
            case "biasUpdater" -> layer.name().equals("centre loss") || !hasBias(layer);
            default -> false;
        };
    }

    static Stream<Arguments> casesAndOptions() {
        Map<String, Consumer<Layer>> options =
                Map.of(
                        "dropOut", conf -> conf.setIDropout(new Dropout(0.6)),
                        "biasUpdater", ifBase(conf -> conf.setBiasUpdater(new Sgd(0.2))),
                        "updater", ifBase(conf -> conf.setIUpdater(new Sgd(0.02))),
                        "gradientNormalization",
                                ifBase(
                                        conf -> {
                                            conf.setGradientNormalization(
                                                    GradientNormalization
                                                            .ClipElementWiseAbsoluteValue);
                                            conf.setGradientNormalizationThreshold(1e-3);
                                        }));
        return LayerCases.all().stream()
                // DL4J doubles the gradients of these, and they have no biasInit.
                .filter(layer -> !layer.name().startsWith("locally"))
                .flatMap(
                        layer ->
                                options.entrySet().stream()
                                        .filter(option -> worksInDl4j(layer, option.getKey()))
                                        .map(
                                                option ->
                                                        Arguments.of(
                                                                layer,
                                                                option.getKey(),
                                                                option.getValue())));
    }

    private static Consumer<Layer> ifBase(Consumer<BaseLayer> option) {
        return conf -> option.accept((BaseLayer) conf);
    }

    /** Without the step scale both layers take the same step. */
    @ParameterizedTest
    @MethodSource("casesAndOptions")
    void anOptionDoesToAStepWhatItDoesInDl4jsLayer(
            Case layer, String name, Consumer<Layer> option) {
        BinaryWeights weights = BinaryWeights.DEFAULT.withScaleStep(false).withClip(2);
        MultiLayerNetwork binary =
                network(layer, layer.binary().apply(weights), option, new Sgd(RATE));
        MultiLayerNetwork plain = network(layer, layer.plain().clone(), option, new Sgd(RATE));
        binary.params().muli(0.9);
        layer.copyWeights(binary, plain, true);
        MultiLayerNetwork without = layer.plainNetwork(new Sgd(RATE));
        without.setParams(plain.params());
        DataSet data = layer.examples(DataType.DOUBLE);
        INDArray binaryStart = binary.params().dup();
        INDArray plainStart = plain.params().dup();
        Nd4j.getRandom().setSeed(7);
        binary.fit(data.copy());
        Nd4j.getRandom().setSeed(7);
        plain.fit(data.copy());
        Nd4j.getRandom().setSeed(7);
        without.fit(data.copy());

        INDArray expected = plain.params().sub(plainStart);
        INDArray found = binary.params().sub(binaryStart);
        assertEquals(0, expected.sub(found).amaxNumber().doubleValue(), 1e-15);
        assertEquals(isIgnoredByDl4j(layer, name), without.params().equals(plain.params()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void biasesStartAsInDl4jsLayer(Case layer) {
        Consumer<Layer> option =
                conf -> {
                    if (conf instanceof BaseLayer base) { // DL4J's others have no such option.
                        base.setBiasInit(0.3);
                    }
                };
        Layer middle = layer.binary().apply(BinaryWeights.DEFAULT);
        INDArray binary = params(network(layer, middle, option, new NoOp()), layer).get("b");
        Layer dl4j = layer.plain().clone();

        assertEquals(params(network(layer, dl4j, option, new NoOp()), layer).get("b"), binary);
        // LSTMs have a bias for the forget gate alone: DL4J ignores biasInit.
        if (binary != null && dl4j instanceof BaseLayer && !layer.name().contains("LSTM")) {
            assertEquals(0.3, binary.minNumber().doubleValue(), 1e-15);
        }
    }

    @Test
    void dropoutInAConvolutionOfNhwcIsRefusedWithTheRemedy() {
        Layer convolution =
                new BinaryConvolutionLayer.Builder(2, 2)
                        .name("images")
                        .nOut(3)
                        .dataFormat(CNN2DFormat.NHWC)
                        .dropOut(0.5)
                        .build();
        ListBuilder list = new NeuralNetConfiguration.Builder().list();
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        list.layer(convolution)
                                .layer(new CnnLossLayer.Builder().format(CNN2DFormat.NHWC).build())
                                .setInputType(InputType.convolutional(4, 4, 2, CNN2DFormat.NHWC))
                                .build());

        String message = assertThrows(DL4JInvalidConfigException.class, network::init).getMessage();
        assertEquals(
                "Layer \"images\" (BinaryConvolutionLayer): DL4J 1.0.0-M2.1 cannot train a convolution of [batch, height, width, channels] with dropOut; put a DropoutLayer in front, or use dataFormat(NCHW)",
                message);
    }

    /** The penalties hold for the latent weights, which are what decays. */
    @ParameterizedTest
    @MethodSource("cases")
    void l1AndL2ActOnTheLatentWeights(Case layer) {
        BinaryWeights weights = BinaryWeights.DEFAULT.withScaleStep(false).withClip(2);
        Consumer<Layer> penalties =
                conf -> {
                    var list = List.of(new L1Regularization(0.3), new L2Regularization(0.7));
                    if (conf instanceof BaseLayer base) {
                        base.setRegularization(List.copyOf(list));
                    } else {
                        ((SameDiffLayer) conf).setRegularization(List.copyOf(list));
                    }
                };
        MultiLayerNetwork with =
                network(layer, layer.binary().apply(weights), penalties, new Sgd(RATE));
        MultiLayerNetwork without = layer.binaryNetwork(weights, new Sgd(RATE));
        without.setParams(with.params());
        DataSet data = layer.examples(DataType.DOUBLE);
        Map<String, INDArray> start = params(with.clone(), layer);
        with.fit(data.copy());
        without.fit(data.copy());

        for (String name : weights(layer)) {
            INDArray latent = start.get(name);
            INDArray decay = Transforms.sign(latent, true).muli(0.3).addi(latent.mul(0.7));
            INDArray expected = params(without, layer).get(name).sub(decay.muli(RATE));
            INDArray found = params(with, layer).get(name);
            assertEquals(0, expected.sub(found).amaxNumber().doubleValue(), 1e-14, name);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theUsersConstraintAndTheClipBothHold(Case layer) {
        Set<String> weights = weights(layer);
        MultiLayerNetwork network =
                network(
                        layer,
                        layer.binary().apply(BinaryWeights.DEFAULT.withClip(0.5)),
                        conf -> {
                            LayerConstraint constraint = new NonNegativeConstraint();
                            constraint.setParams(weights);
                            conf.setConstraints(List.of(constraint));
                        },
                        new Sgd(5));
        DataSet data = layer.examples(DataType.DOUBLE);
        assertTrue(params(network, layer).get("W").minNumber().doubleValue() < 0);
        network.fit(data.copy());

        for (String name : weights) {
            INDArray value = params(network, layer).get(name);
            assertEquals(0, value.minNumber().doubleValue(), name);
        }
        assertEquals(0.5, params(network, layer).get("W").maxNumber().doubleValue());
    }

    /** Constraints that DL4J's own layers forget: the parameter that is constrained. */
    static Stream<Arguments> forgottenConstraints() {
        LayerConstraint positive = new NonNegativeConstraint();
        return Stream.of(
                Arguments.of(
                        "simple RNN",
                        new BinarySimpleRnn.Builder().nOut(5).constrainRecurrent(positive).build(),
                        Set.of("RW")),
                Arguments.of(
                        "simple RNN",
                        new BinarySimpleRnn.Builder().nOut(5).constrainWeights(positive).build(),
                        Set.of("W", "RW")),
                Arguments.of(
                        "simple RNN",
                        new BinarySimpleRnn.Builder().nOut(5).constrainBias(positive).build(),
                        Set.of("b")),
                Arguments.of(
                        "LSTM",
                        new BinaryLSTM.Builder().nOut(5).constrainInputWeights(positive).build(),
                        Set.of("W")),
                Arguments.of(
                        "Graves LSTM",
                        new BinaryGravesLSTM.Builder()
                                .nOut(5)
                                .constrainInputWeights(positive)
                                .build(),
                        Set.of("W")),
                Arguments.of(
                        "locally connected 1D",
                        new BinaryLocallyConnected1D.Builder()
                                .nOut(4)
                                .constrainAllParameters(positive)
                                .build(),
                        Set.of("W", "b")),
                Arguments.of(
                        "locally connected 2D",
                        new BinaryLocallyConnected2D.Builder()
                                .nOut(4)
                                .constrainBias(positive)
                                .build(),
                        Set.of("b")));
    }

    @ParameterizedTest
    @MethodSource("forgottenConstraints")
    void constraintsOfTheBuilderHoldForTheirParametersAlone(
            String name, Layer conf, Set<String> constrained) {
        Case layer =
                cases().stream()
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        MultiLayerNetwork network = layer.network(conf, new Sgd(0.1), DataType.DOUBLE);
        params(network, layer).get("b").assign(-0.5);
        network.fit(layer.examples(DataType.DOUBLE));

        params(network, layer)
                .forEach(
                        (param, value) ->
                                assertEquals(
                                        constrained.contains(param),
                                        value.minNumber().doubleValue() >= 0,
                                        param));
    }

    @Test
    void aSingleParameterOfALocallyConnectedLayerStartsAsChosen() {
        Case layer =
                cases().stream()
                        .filter(other -> other.name().equals("locally connected 2D"))
                        .findFirst()
                        .orElseThrow();
        BinaryLocallyConnected2D conf =
                new BinaryLocallyConnected2D.Builder()
                        .nOut(4)
                        .weightInit("W", new WeightInitConstant(0.25))
                        .build();
        INDArray weights = params(layer.network(conf, new NoOp(), DataType.DOUBLE), layer).get("W");

        assertEquals(0.25, weights.minNumber().doubleValue());
        assertEquals(0.25, weights.maxNumber().doubleValue());
    }

    /** A constraint that makes weights grow. */
    @ParameterizedTest
    @MethodSource("cases")
    void theClipHasTheLastWord(Case layer) {
        MultiLayerNetwork network =
                network(
                        layer,
                        layer.binary().apply(BinaryWeights.DEFAULT.withClip(0.5)),
                        conf -> {
                            LayerConstraint constraint = new MinMaxNormConstraint(30, 40, 1);
                            constraint.setParams(Set.of("W"));
                            conf.setConstraints(List.of(constraint));
                        },
                        new Sgd(0.01));
        network.fit(layer.examples(DataType.DOUBLE));

        assertEquals(0.5, params(network, layer).get("W").amaxNumber().doubleValue());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anotherWeightNoiseIsRefused(Case layer) {
        Layer middle = layer.binary().apply(BinaryWeights.DEFAULT);
        middle.setLayerName("the layer");
        ((BinaryLayer) middle).setWeightNoise(new DropConnect(0.5));

        String message =
                assertThrows(
                                DL4JInvalidConfigException.class,
                                () -> layer.network(middle, new NoOp(), DataType.DOUBLE))
                        .getMessage();
        assertEquals(
                "Layer \"the layer\" has binary weights and weight noise DropConnect: a binary weight cannot carry noise; remove weightNoise from this layer or from the global configuration",
                message);
    }
}
