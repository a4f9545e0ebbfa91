package org.binaryconnect.layers.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.convert.LayerConversion.Outcome;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.summary.BinarySummary;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.DivergedException;
import org.binaryconnect.updaters.StepScaling;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

class BinaryConversionTest {

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .updater(new Adam(0.01));
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration.Builder list) {
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    /** Dense, batch normalization behind a pooled convolution; one dense layer without. */
    private static MultiLayerNetwork imageNetwork() {
        return network(
                builder()
                        .list()
                        .layer(
                                new ConvolutionLayer.Builder(3, 3)
                                        .name("conv")
                                        .nOut(5)
                                        .activation(Activation.RELU)
                                        .build())
                        .layer(new SubsamplingLayer.Builder().name("pool").build())
                        .layer(new BatchNormalization.Builder().name("norm").build())
                        .layer(
                                new DenseLayer.Builder()
                                        .name("dense")
                                        .nOut(6)
                                        .activation(Activation.RELU)
                                        .build())
                        .layer(new DropoutLayer.Builder(0.9).name("drop").build())
                        .layer(new OutputLayer.Builder().name("classes").nOut(3).build())
                        .setInputType(InputType.convolutional(8, 8, 2)));
    }

    private static MultiLayerNetwork denseNetwork() {
        return network(
                builder()
                        .list()
                        .layer(
                                new DenseLayer.Builder()
                                        .name("dense")
                                        .nIn(20)
                                        .nOut(8)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .layer(new BatchNormalization.Builder().name("norm").nOut(8).build())
                        .layer(new ActivationLayer.Builder().activation(Activation.RELU).build())
                        .layer(new OutputLayer.Builder().name("classes").nIn(8).nOut(3).build())
                        .setInputType(InputType.feedForward(20)));
    }

    private static INDArray images(int count) {
        return Nd4j.rand(DataType.DOUBLE, count, 2, 8, 8);
    }

    @Test
    void everyLayerWithWeightsBecomesBinaryAndTheReportSaysSo() {
        BinaryConversion<MultiLayerNetwork> conversion =
                new BinaryConversion.Builder<>(imageNetwork()).build();

        MultiLayerNetwork binary = conversion.result();
        assertInstanceOf(BinaryConvolutionLayer.class, binary.getLayer(0).conf().getLayer());
        assertInstanceOf(BinaryDenseLayer.class, binary.getLayer(3).conf().getLayer());
        assertInstanceOf(BinaryOutputLayer.class, binary.getLayer(5).conf().getLayer());
        assertEquals(
                List.of(
                        Outcome.CONVERTED,
                        Outcome.KEPT,
                        Outcome.KEPT,
                        Outcome.CONVERTED,
                        Outcome.KEPT,
                        Outcome.CONVERTED),
                conversion.layers().stream().map(LayerConversion::outcome).toList());
        assertEquals(
                """
                conv     ConvolutionLayer          is now binary
                pool     SubsamplingLayer          stays: has no weight matrix
                norm     BatchNormalization        stays: has no weight matrix
                dense    DenseLayer                is now binary, with a scale for each output channel
                drop     DropoutLayer              stays: has no weight matrix
                classes  OutputLayer               is now binary, with a scale for each output channel
                """,
                conversion.report());
    }

    @Test
    void theSourceStaysAsItWas() {
        MultiLayerNetwork source = imageNetwork();
        INDArray params = source.params().dup();
        MultiLayerConfiguration configuration = source.getLayerWiseConfigurations().clone();

        new BinaryConversion.Builder<>(source)
                .build()
                .result()
                .fit(new DataSet(images(4), labels(4)));

        assertEquals(params, source.params());
        assertEquals(configuration, source.getLayerWiseConfigurations());
    }

    private static INDArray labels(int count) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, count, 3);
        for (int i = 0; i < count; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        return labels;
    }

    /** By hand: factor 0.5 / mean magnitude, then cut off at 1. */
    @Test
    void latentWeightsHaveTheTrainedSignsAndFillTheClipRange() {
        MultiLayerNetwork source = denseNetwork();
        INDArray trained = source.getParam("0_W");
        double factor = 0.5 / trained.ameanNumber().doubleValue();

        INDArray latent = new BinaryConversion.Builder<>(source).build().result().getParam("0_W");

        for (int i = 0; i < 20; i++) {
            for (int o = 0; o < 8; o++) {
                double expected = Math.max(-1, Math.min(1, factor * trained.getDouble(i, o)));
                assertEquals(expected, latent.getDouble(i, o), 1e-12);
            }
        }
        assertEquals(1, latent.amaxNumber().doubleValue(), 1e-12);
    }

    /**
     * Where the magnitudes of a channel's weights are all the same, sign times magnitude is the
     * weight: then nothing may change, neither through batch normalization nor through the scale.
     */
    @Test
    void aNetworkOfEqualMagnitudesComputesTheSame() {
        for (MultiLayerNetwork source : List.of(denseNetwork(), imageNetwork())) {
            Nd4j.getRandom().setSeed(3);
            for (NetworkWeight weight : Networks.weights(source)) {
                INDArray w = weight.latent();
                INDArray sign = Transforms.sign(w, true);
                INDArray magnitude =
                        Nd4j.rand(
                                        DataType.DOUBLE,
                                        w.norm1(true, weight.matrix().inputAxes()).shape())
                                .addi(0.3);
                w.assign(sign.mul(magnitude));
            }
            INDArray input =
                    source.getnLayers() == 4 ? Nd4j.rand(DataType.DOUBLE, 30, 20) : images(30);
            source.fit(new DataSet(input, labels(30)));
            source.getParam("0_b").assign(Nd4j.rand(source.getParam("0_b").shape()));
            reset(source);

            MultiLayerNetwork binary = new BinaryConversion.Builder<>(source).build().result();

            assertTrue(
                    source.output(input).equalsWithEps(binary.output(input), 1e-3),
                    source.output(input) + "\n" + binary.output(input));
        }
    }

    /** One step has moved the weights a little; back to equal magnitudes. */
    private static void reset(MultiLayerNetwork network) {
        for (NetworkWeight weight : Networks.weights(network)) {
            INDArray w = weight.latent();
            long count = weight.matrix().size() / weight.matrix().outputs();
            INDArray magnitude = w.norm1(true, weight.matrix().inputAxes()).div(count);
            w.assign(Transforms.sign(w, true).mul(magnitude));
        }
    }

    @Test
    void firstAndLastLayerStayRealOnRequest() {
        MultiLayerNetwork binary =
                new BinaryConversion.Builder<>(imageNetwork())
                        .keepFirstReal()
                        .keepLastReal()
                        .build()
                        .result();

        assertEquals(ConvolutionLayer.class, binary.getLayer(0).conf().getLayer().getClass());
        assertInstanceOf(BinaryDenseLayer.class, binary.getLayer(3).conf().getLayer());
        assertEquals(OutputLayer.class, binary.getLayer(5).conf().getLayer().getClass());
    }

    @Test
    void aPredicateOrNamesChooseLayers() {
        MultiLayerNetwork byTest =
                new BinaryConversion.Builder<>(imageNetwork())
                        .layers(layer -> layer instanceof DenseLayer)
                        .build()
                        .result();
        MultiLayerNetwork byName =
                new BinaryConversion.Builder<>(imageNetwork()).layers("dense").build().result();

        assertEquals(byTest.getLayerWiseConfigurations(), byName.getLayerWiseConfigurations());
        assertFalse(byName.getLayer(0).conf().getLayer() instanceof BinaryLayer);
        assertTrue(byName.getLayer(3).conf().getLayer() instanceof BinaryLayer);
    }

    @Test
    void namesThatCannotBeBinaryAreRefused() {
        assertRefused("\"nothing\"", "summary()", "nothing");
        assertRefused("\"pool\"", "has no weight matrix", "dense", "pool");
    }

    private static void assertRefused(String one, String two, String... names) {
        BinaryConversion.Builder<MultiLayerNetwork> builder =
                new BinaryConversion.Builder<>(imageNetwork()).layers(names);
        String message =
                assertThrows(DL4JInvalidConfigException.class, builder::build).getMessage();
        assertTrue(message.contains(one) && message.contains(two), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void whatCannotBeConvertedIsReportedWithTheReason() {
        NeuralNetConfiguration.ListBuilder list =
                builder()
                        .list()
                        .layer(new LSTM.Builder().name("lstm").nOut(4).build())
                        .layer(
                                new SelfAttentionLayer.Builder()
                                        .name("attention")
                                        .nOut(4)
                                        .nHeads(2)
                                        .projectInput(true)
                                        .build())
                        .layer(new RnnOutputLayer.Builder().name("classes").nOut(3).build())
                        .setInputType(InputType.recurrent(3, 5));

        BinaryConversion<MultiLayerConfiguration> conversion =
                new BinaryConversion.Builder<>(list.build()).build();

        assertEquals(Outcome.KEPT, conversion.layers().get(1).outcome());
        assertTrue(conversion.report().contains("SameDiff layers have no weight noise"));
        MultiLayerNetwork network = new MultiLayerNetwork(conversion.result());
        network.init();
        assertInstanceOf(BinaryLSTM.class, network.getLayer(0).conf().getLayer());
    }

    /** A layer class of a user's own. */
    public static class OwnDenseLayer extends DenseLayer {

        private static final long serialVersionUID = 1L;

        public OwnDenseLayer() {}

        OwnDenseLayer(int nIn, int nOut) {
            setNIn(nIn);
            setNOut(nOut);
        }
    }

    @Test
    void aLayerWithoutABinaryTwinIsRetrofitted() {
        BinaryConversion<MultiLayerNetwork> conversion =
                new BinaryConversion.Builder<>(
                                network(
                                        builder()
                                                .list()
                                                .layer(new OwnDenseLayer(6, 5))
                                                .layer(
                                                        new OutputLayer.Builder()
                                                                .nIn(5)
                                                                .nOut(3)
                                                                .build())))
                        .build();

        assertEquals(Outcome.RETROFITTED, conversion.layers().get(0).outcome());
        MultiLayerNetwork binary = conversion.result();
        binary.fit(new DataSet(Nd4j.rand(DataType.DOUBLE, 9, 6), labels(9)));
        INDArray frozen = Freezing.freeze(binary).getParam("0_W");
        double scale = frozen.amaxNumber().doubleValue();
        assertTrue(frozen.aminNumber().doubleValue() > 0 && scale > 0, frozen.toString());
    }

    @Test
    void bothDirectionsOfABidirectionalLayerAreConverted() {
        MultiLayerNetwork binary =
                new BinaryConversion.Builder<>(
                                network(
                                        builder()
                                                .list()
                                                .layer(
                                                        new Bidirectional(
                                                                new LSTM.Builder().nOut(4).build()))
                                                .layer(new RnnOutputLayer.Builder().nOut(3).build())
                                                .setInputType(InputType.recurrent(3, 5))))
                        .build()
                        .result();

        Bidirectional both = (Bidirectional) binary.getLayer(0).conf().getLayer();
        assertInstanceOf(BinaryLSTM.class, both.getFwd());
        assertInstanceOf(BinaryLSTM.class, both.getBwd());
        assertEquals(1, binary.getParam("0_bRW").amaxNumber().doubleValue(), 1e-9);
    }

    @Test
    void aGraphIsConvertedAlike() {
        MultiLayerNetwork source = imageNetwork();
        ComputationGraph graph = source.toComputationGraph();
        INDArray input = images(4);

        ComputationGraph binary = new BinaryConversion.Builder<>(graph).build().result();

        assertEquals(
                new BinaryConversion.Builder<>(source).build().result().output(input),
                binary.outputSingle(input));
    }

    @Test
    void configurationsAreConvertedWithoutWeights() {
        MultiLayerNetwork source = imageNetwork();
        BinaryWeights weights = BinaryWeights.DEFAULT.withClip(0.5);

        MultiLayerConfiguration layered =
                new BinaryConversion.Builder<>(source.getLayerWiseConfigurations())
                        .binaryWeights(weights)
                        .build()
                        .result();

        Layer dense = layered.getConf(3).getLayer();
        assertEquals(weights, ((BinaryLayer) dense).getBinaryWeights());
        MultiLayerNetwork network = new MultiLayerNetwork(layered);
        network.init();
        assertEquals(0.5, network.getParam("3_W").amaxNumber().doubleValue(), 0.03);
        ComputationGraph graph =
                new ComputationGraph(
                        new BinaryConversion.Builder<>(
                                        source.toComputationGraph().getConfiguration())
                                .build()
                                .result());
        graph.init();
        assertTrue(graph.getLayer(0).conf().getLayer() instanceof BinaryLayer);
    }

    /** As DL4J's Keras import gives it. */
    @Test
    void dropoutThatKeepsEverythingIsLeftOut() {
        MultiLayerNetwork source =
                network(
                        builder()
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .nOut(5)
                                                .dataFormat(CNN2DFormat.NHWC)
                                                .dropOut(new Dropout(1.0))
                                                .build())
                                .layer(new OutputLayer.Builder().nOut(3).build())
                                .setInputType(InputType.convolutional(8, 8, 2, CNN2DFormat.NHWC)));

        new BinaryConversion.Builder<>(source)
                .build()
                .result()
                .fit(new DataSet(Nd4j.rand(DataType.DOUBLE, 4, 8, 8, 2), labels(4)));
    }

    /** The scale of the new optimizer: Adam's is the root of Nesterovs'. */
    @Test
    void aRetrofitIsMadeForTheOptimizerOfFineTuning() {
        MultiLayerNetwork source =
                network(
                        builder()
                                .updater(new Nesterovs(0.1))
                                .list()
                                .layer(new OwnDenseLayer(6, 5))
                                .layer(new OutputLayer.Builder().nIn(5).nOut(3).build()));

        MultiLayerNetwork binary =
                new BinaryConversion.Builder<>(source)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Adam(0.1)).build())
                        .build()
                        .result();

        StepScaling scaling =
                (StepScaling)
                        ((BaseLayer) binary.getLayer(0).conf().getLayer())
                                .getRegularization()
                                .get(0);
        assertEquals(Math.sqrt((6 + 5) / 1.5), scaling.getScales().get(30L), 1e-12);
        binary.fit(new DataSet(Nd4j.rand(DataType.DOUBLE, 9, 6), labels(9)));
    }

    /** Recurrent: its answer comes in again. Flattened: the statistics are of other channels. */
    @Test
    void normalizationThatDoesNotDivideOutAChannelsFactorIsNotReliedOn() {
        for (BaseRecurrentLayer recurrent :
                List.of(
                        new SimpleRnn.Builder().nOut(4).activation(Activation.RELU).build(),
                        new LSTM.Builder().nOut(4).activation(Activation.IDENTITY).build())) {
            MultiLayerNetwork source =
                    network(
                            builder()
                                    .list()
                                    .layer(recurrent)
                                    .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                                    .layer(new BatchNormalization())
                                    .layer(new OutputLayer.Builder().nOut(3).build())
                                    .setInputType(InputType.recurrent(5, 7)));
            assertSameAfterEqualizing(source, Nd4j.rand(DataType.DOUBLE, 6, 5, 7));
        }
        MultiLayerNetwork flattened =
                network(
                        builder()
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .nIn(2)
                                                .nOut(5)
                                                .activation(Activation.RELU)
                                                .build())
                                .layer(new BatchNormalization.Builder().nOut(180).build())
                                .layer(new OutputLayer.Builder().nIn(180).nOut(3).build())
                                .inputPreProcessor(1, new CnnToFeedForwardPreProcessor(6, 6, 5)));
        assertSameAfterEqualizing(flattened, images(6));
    }

    /** An epsilon that is large beside the variance counts. */
    @Test
    void theEpsilonOfBatchNormalizationIsKept() {
        for (boolean isUseLogStd : new boolean[] {true, false}) {
            MultiLayerNetwork source =
                    network(
                            builder()
                                    .list()
                                    .layer(
                                            new DenseLayer.Builder()
                                                    .nIn(20)
                                                    .nOut(8)
                                                    .activation(Activation.IDENTITY)
                                                    .build())
                                    .layer(
                                            new BatchNormalization.Builder()
                                                    .nOut(8)
                                                    .eps(0.5)
                                                    .useLogStd(isUseLogStd)
                                                    .build())
                                    .layer(new OutputLayer.Builder().nIn(8).nOut(3).build()));
            assertSameAfterEqualizing(source, Nd4j.rand(DataType.DOUBLE, 6, 20));
        }
    }

    private static void assertSameAfterEqualizing(MultiLayerNetwork source, INDArray input) {
        for (Map.Entry<String, INDArray> parameter : source.paramTable().entrySet()) {
            if (parameter.getKey().matches(".*_(b|mean|var|log10stdev)")) {
                INDArray value = parameter.getValue();
                value.assign(Nd4j.rand(value.dataType(), value.shape()).addi(0.1));
            }
        }
        reset(source);

        INDArray binary = new BinaryConversion.Builder<>(source).build().result().output(input);

        double difference = source.output(input).sub(binary).amaxNumber().doubleValue();
        assertTrue(difference < 1e-6, source.output(input) + "\n" + binary);
    }

    @Test
    void weightsThatAreNoNumbersAreRefusedByName() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            MultiLayerNetwork source = denseNetwork();
            source.getParam("0_W").putScalar(0, value);

            String message =
                    assertThrows(
                                    DivergedException.class,
                                    () -> new BinaryConversion.Builder<>(source).build())
                            .getMessage();

            assertEquals(
                    "Layer \"dense\": weights \"W\" are NaN or infinite; restore an earlier model",
                    message);
        }
    }

    @Test
    void noiseThatABinaryWeightCannotCarryIsReported() {
        BinaryConversion<MultiLayerConfiguration> conversion =
                new BinaryConversion.Builder<>(
                                builder()
                                        .list()
                                        .layer(
                                                new DenseLayer.Builder()
                                                        .nIn(4)
                                                        .nOut(3)
                                                        .weightNoise(new DropConnect(0.5))
                                                        .build())
                                        .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                                        .build())
                        .build();

        assertTrue(
                conversion.report().contains("is now binary, without its DropConnect"),
                conversion.report());
    }

    /** Its weights are latent weights, and stay. */
    @Test
    void aRetrofittedNetworkComputesTheSameWithBinaryLayers() {
        MultiLayerNetwork retrofitted =
                new MultiLayerNetwork(
                        BinaryRetrofit.apply(
                                denseNetwork().getLayerWiseConfigurations().clone(),
                                BinaryWeights.DEFAULT.withClip(0.7),
                                layer -> true));
        retrofitted.init();
        INDArray input = Nd4j.rand(DataType.DOUBLE, 9, 20);
        retrofitted.fit(new DataSet(input, labels(9)));

        MultiLayerNetwork binary = new BinaryConversion.Builder<>(retrofitted).build().result();

        assertInstanceOf(BinaryDenseLayer.class, binary.getLayer(0).conf().getLayer());
        assertEquals(retrofitted.params(), binary.params());
        assertEquals(retrofitted.output(input), binary.output(input));
        binary.fit(new DataSet(input, labels(9)));
    }

    @Test
    void theNetworksOwnBinaryWeightsAreTaken() {
        BinaryWeights stochastic = BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC);
        BinaryConversion<MultiLayerConfiguration> conversion =
                new BinaryConversion.Builder<>(
                                builder()
                                        .weightNoise(stochastic)
                                        .list()
                                        .layer(new DenseLayer.Builder().nIn(6).nOut(5).build())
                                        .layer(new OutputLayer.Builder().nIn(5).nOut(3).build())
                                        .build())
                        .keepLastReal()
                        .build();

        assertEquals(stochastic, conversion.layers().get(0).weights());
        MultiLayerNetwork network = new MultiLayerNetwork(conversion.result());
        network.init();
        network.fit(new DataSet(Nd4j.rand(DataType.DOUBLE, 9, 6), labels(9)));
    }

    @Test
    void fineTuningKeepsTruncatedBackpropagation() {
        MultiLayerNetwork source =
                network(
                        builder()
                                .list()
                                .layer(new LSTM.Builder().nIn(3).nOut(4).build())
                                .layer(new RnnOutputLayer.Builder().nIn(4).nOut(3).build())
                                .backpropType(BackpropType.TruncatedBPTT)
                                .tBPTTLength(5));

        MultiLayerConfiguration tuned =
                new BinaryConversion.Builder<>(source)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Sgd(0.3)).build())
                        .build()
                        .result()
                        .getLayerWiseConfigurations();

        assertEquals(BackpropType.TruncatedBPTT, tuned.getBackpropType());
        assertEquals(5, tuned.getTbpttFwdLength());
        assertEquals(5, tuned.getTbpttBackLength());
    }

    @Test
    void whatOnlyANetworkCanUseIsRefusedForAConfiguration() {
        BinaryConversion.Builder<MultiLayerConfiguration> builder =
                new BinaryConversion.Builder<>(denseNetwork().getLayerWiseConfigurations())
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Sgd(0.3)).build());

        assertTrue(
                assertThrows(IllegalStateException.class, builder::build)
                        .getMessage()
                        .contains("leave out fineTuneConfiguration"));
    }

    @Test
    void aNetworkWithoutParametersIsRefused() {
        MultiLayerNetwork empty =
                new MultiLayerNetwork(denseNetwork().getLayerWiseConfigurations());

        for (Executable use :
                List.<Executable>of(
                        () -> new BinaryConversion.Builder<>(empty).build(),
                        () -> Freezing.freeze(empty),
                        () -> BinarySummary.of(empty))) {
            assertTrue(
                    assertThrows(IllegalStateException.class, use)
                            .getMessage()
                            .contains("call init() first"));
        }
    }

    @Test
    void aRetrofittedNetworkCanBecomeOneOfBinaryLayers() {
        MultiLayerConfiguration retrofitted =
                BinaryRetrofit.apply(denseNetwork().getLayerWiseConfigurations().clone());
        MultiLayerNetwork binary =
                new MultiLayerNetwork(new BinaryConversion.Builder<>(retrofitted).build().result());
        binary.init();

        assertInstanceOf(BinaryDenseLayer.class, binary.getLayer(0).conf().getLayer());
        assertEquals(
                List.of(), ((BaseLayer) binary.getLayer(0).conf().getLayer()).getRegularization());
        binary.fit(new DataSet(Nd4j.rand(DataType.DOUBLE, 9, 20), labels(9)));
    }

    @Test
    void fineTuningOptionsAreDl4js() {
        MultiLayerNetwork binary =
                new BinaryConversion.Builder<>(denseNetwork())
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Sgd(0.3)).build())
                        .build()
                        .result();

        assertEquals(
                0.3 * (20 + 8) / 1.5,
                binary.getLayer(0).conf().getLayer().getUpdaterByParam("W").getLearningRate(0, 0),
                1e-9);
    }

    @Test
    void otherObjectsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new BinaryConversion.Builder<>("network"));
    }
}
