package org.binaryconnect.layers.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.summary.BinarySummary;
import org.binaryconnect.layers.summary.LayerSummary;
import org.binaryconnect.layers.summary.Quantity;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

@SuppressWarnings("deprecation") // DL4J has deprecated Graves' layers, not dropped them
class BinaryRetrofitTest {

    /** The layers that ask DL4J for their weights. */
    static Stream<Case> cases() {
        return LayerCases.all().stream()
                .filter(layer -> BinaryRetrofit.reasonToRefuse(layer.plain()) == null);
    }

    private static MultiLayerNetwork retrofitted(
            Case layer, BinaryWeights weights, IUpdater updater) {
        MultiLayerConfiguration configuration =
                layer.plainNetwork(updater).getLayerWiseConfigurations().clone();
        String name = configuration.getConf(layer.index()).getLayer().getLayerName();
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        BinaryRetrofit.apply(
                                configuration,
                                weights,
                                candidate -> name.equals(candidate.getLayerName())));
        network.init();
        return network;
    }

    /** The typed layer is the truth: three steps with scale, clip and fresh signs. */
    @ParameterizedTest
    @MethodSource("cases")
    void aRetrofittedLayerTrainsAsTheBinaryLayerDoes(Case layer) {
        for (BinaryWeights weights :
                List.of(
                        BinaryWeights.DEFAULT,
                        BinaryWeights.DEFAULT
                                .withBinarization(Binarization.STOCHASTIC)
                                .withChannelScale(1))) {
            MultiLayerNetwork typed = layer.binaryNetwork(weights, new Sgd(0.05));
            MultiLayerNetwork retrofitted = retrofitted(layer, weights, new Sgd(0.05));
            retrofitted.setParams(typed.params().dup());
            DataSet data = layer.examples(DataType.DOUBLE);
            for (int i = 0; i < 3; i++) {
                typed.fit(data);
                retrofitted.fit(data);
            }

            assertEquals(typed.params(), retrofitted.params());
            assertEquals(typed.output(data.getFeatures()), retrofitted.output(data.getFeatures()));
        }
    }

    private static NeuralNetConfiguration.ListBuilder list() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .updater(new Adam(0.01))
                .list();
    }

    @Test
    void oneLineMakesANetworkBinary(@TempDir Path folder) throws IOException {
        MultiLayerConfiguration configuration =
                BinaryRetrofit.apply(
                        list().layer(new DenseLayer.Builder().nIn(6).nOut(5).build())
                                .layer(new BatchNormalization.Builder().nIn(5).nOut(5).build())
                                .layer(new PReLULayer.Builder().inputShape(5).build())
                                .layer(new OutputLayer.Builder().nIn(5).nOut(3).build())
                                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        assertEquals(0.9, network.getParam("0_W").amaxNumber().doubleValue(), 0.1);
        assertNull(((BaseLayer) configuration.getConf(2).getLayer()).getWeightNoise());
        DataSet data = data();
        network.fit(data);
        assertEquals(
                MultiLayerConfiguration.fromJson(network.getLayerWiseConfigurations().toJson()),
                network.getLayerWiseConfigurations());

        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file);
        network.fit(data);
        restored.fit(data);

        assertEquals(network.params(), restored.params());
        INDArray signs = Freezing.freeze(network).getParam("0_W");
        assertEquals(1, signs.aminNumber().doubleValue());
        assertEquals(1, signs.amaxNumber().doubleValue());
    }

    private static DataSet data() {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 9, 3);
        for (int i = 0; i < 9; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        return new DataSet(Nd4j.rand(DataType.DOUBLE, 9, 6), labels);
    }

    @Test
    void aGraphIsRetrofittedAlike() {
        ComputationGraph graph =
                new ComputationGraph(
                        BinaryRetrofit.apply(
                                new NeuralNetConfiguration.Builder()
                                        .seed(1)
                                        .dataType(DataType.DOUBLE)
                                        .updater(new Adam(0.01))
                                        .graphBuilder()
                                        .addInputs("in")
                                        .addLayer(
                                                "code",
                                                new DenseLayer.Builder().nIn(6).nOut(5).build(),
                                                "in")
                                        .addLayer(
                                                "out",
                                                new OutputLayer.Builder().nIn(5).nOut(3).build(),
                                                "code")
                                        .setOutputs("out")
                                        .build()));
        graph.init();
        graph.fit(data());

        assertEquals(1, Freezing.freeze(graph).getParam("code_W").amaxNumber().doubleValue());
    }

    @Test
    void aSecondRetrofitReplacesTheFirst() {
        MultiLayerConfiguration once = BinaryRetrofit.apply(dense());

        assertEquals(once, BinaryRetrofit.apply(BinaryRetrofit.apply(dense())));
    }

    private static MultiLayerConfiguration dense() {
        return list().layer(new DenseLayer.Builder().name("dense").nIn(6).nOut(5).build())
                .layer(new OutputLayer.Builder().nIn(5).nOut(3).build())
                .build();
    }

    /** The scale is of Adam; transfer learning puts Sgd in its place, whose scale is its square. */
    @Test
    void anOptimizerThatTheRetrofitWasNotMadeForIsRefused() {
        MultiLayerNetwork network = new MultiLayerNetwork(BinaryRetrofit.apply(dense()));
        network.init();
        MultiLayerNetwork changed =
                new TransferLearning.Builder(network)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Sgd(0.1)).build())
                        .build();

        String message =
                assertThrows(DL4JInvalidConfigException.class, () -> changed.fit(data()))
                        .getMessage();

        assertTrue(message.contains("\"dense\"") && message.contains("another optimizer"), message);
    }

    /** Set for a whole network, it is for its binary layers; others are not called binary. */
    @Test
    void aNetworksWeightNoiseDoesNotMakePlainLayersBinary() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .weightNoise(BinaryWeights.DEFAULT)
                                .list()
                                .layer(new EmbeddingLayer.Builder().nIn(10).nOut(5).build())
                                .layer(new BatchNormalization.Builder().nOut(5).build())
                                .layer(new BinaryOutputLayer.Builder().nIn(5).nOut(3).build())
                                .build());
        network.init();

        List<LayerSummary> layers = BinarySummary.of(network, InputType.feedForward(1)).layers();

        assertEquals(0, layers.get(0).binaryWeights());
        assertEquals(Quantity.of(5), layers.get(1).multiplications());
        assertEquals(15, layers.get(2).binaryWeights());
        assertEquals(network.getParam("0_W"), Freezing.freeze(network).getParam("0_W"));
    }

    @Test
    void layersThatWouldIgnoreItAreRefusedByNameAndNothingIsChanged() {
        List<Layer> layers =
                List.of(
                        new AutoEncoder.Builder().name("hidden").nIn(6).nOut(5).build(),
                        new Convolution1DLayer.Builder(3).nIn(3).nOut(2).build(),
                        new EmbeddingLayer.Builder().nIn(3).nOut(2).build(),
                        new EmbeddingSequenceLayer.Builder().nIn(3).nOut(2).build(),
                        new DepthwiseConvolution2D.Builder(2, 2).nIn(3).nOut(3).build(),
                        new SeparableConvolution2D.Builder(2, 2).nIn(3).nOut(2).build(),
                        new GravesBidirectionalLSTM.Builder().nIn(3).nOut(2).build(),
                        new GravesLSTM.Builder().nIn(3).nOut(2).build(),
                        new VariationalAutoencoder.Builder().nIn(3).nOut(2).build());
        for (Layer layer : layers) {
            layer.setLayerName("odd");
            assertRefused(
                    list().layer(layer)
                            .layer(new DenseLayer.Builder().nIn(2).nOut(3).build())
                            .build());
        }
        assertRefused(
                list().layer(new LocallyConnected2D.Builder().name("odd").nOut(2).build())
                        .layer(new OutputLayer.Builder().nOut(3).build())
                        .setInputType(InputType.convolutional(4, 4, 1))
                        .build());
    }

    @Test
    void layersOfAGraphAreRefusedByTheirVertex() {
        ComputationGraphConfiguration graph =
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer(
                                "words", new EmbeddingLayer.Builder().nIn(3).nOut(2).build(), "in")
                        .addLayer("out", new OutputLayer.Builder().nIn(2).nOut(3).build(), "words")
                        .setOutputs("out")
                        .build();
        String before = graph.toJson();

        assertEquals(
                "Layer \"words\" (EmbeddingLayer) cannot be retrofitted with binary weights: it never asks DL4J for weight noise; use BinaryConversion",
                assertThrows(DL4JInvalidConfigException.class, () -> BinaryRetrofit.apply(graph))
                        .getMessage());
        assertEquals(before, graph.toJson());
    }

    private static void assertRefused(MultiLayerConfiguration configuration) {
        String before = configuration.toJson();
        String message =
                assertThrows(
                                DL4JInvalidConfigException.class,
                                () -> BinaryRetrofit.apply(configuration))
                        .getMessage();

        assertTrue(message.contains("\"odd\""), message);
        assertEquals(1, message.lines().count());
        assertEquals(before, configuration.toJson());
    }

    @Test
    void weightNoiseSetByHandIsRefusedWithTheRemedy() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        list().layer(
                                        new OutputLayer.Builder()
                                                .name("classes")
                                                .nIn(6)
                                                .nOut(3)
                                                .weightNoise(BinaryWeights.DEFAULT)
                                                .build())
                                .build());
        network.init();

        String message =
                assertThrows(DL4JInvalidConfigException.class, () -> network.fit(data()))
                        .getMessage();
        assertTrue(
                message.contains("\"classes\"") && message.contains("BinaryRetrofit.apply"),
                message);
    }

    @Test
    void aClassThatNeverAsksIsNoticedAfterTheFirstStep() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        BinaryRetrofit.apply(
                                list().layer(new Deaf(6, 5))
                                        .layer(new OutputLayer.Builder().nIn(5).nOut(3).build())
                                        .build()));
        network.init();

        String message =
                assertThrows(IllegalStateException.class, () -> network.fit(data())).getMessage();
        assertTrue(message.contains("Deaf") && message.contains("real"), message);
    }

    /** Somebody's dense layer, which takes its weights without asking. */
    static final class Deaf extends FeedForwardLayer {

        private static final long serialVersionUID = 1L;

        Deaf(long in, long out) {
            setLayerName("deaf");
            setNIn(in);
            setNOut(out);
            setBiasInit(0);
            setRegularization(List.of());
            setRegularizationBias(List.of());
        }

        @Override
        public org.deeplearning4j.nn.api.Layer instantiate(
                NeuralNetConfiguration conf,
                Collection<TrainingListener> listeners,
                int index,
                INDArray view,
                boolean initialize,
                DataType type) {
            LayerValidation.assertNInNOutSet("Deaf", getLayerName(), index, getNIn(), getNOut());
            var runtime = new DeafRuntime(conf, type);
            runtime.setIndex(index);
            runtime.setParamsViewArray(view);
            runtime.setParamTable(initializer().init(conf, view, initialize));
            return runtime;
        }

        @Override
        public ParamInitializer initializer() {
            return DefaultParamInitializer.getInstance();
        }

        @Override
        public LayerMemoryReport getMemoryReport(InputType inputType) {
            return null;
        }
    }

    /** Computes with its stored weights. */
    static final class DeafRuntime extends org.deeplearning4j.nn.layers.BaseLayer<Deaf> {

        private static final long serialVersionUID = 1L;

        DeafRuntime(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        protected INDArray getParamWithNoise(
                String param,
                boolean training,
                org.deeplearning4j.nn.workspace.LayerWorkspaceMgr workspaceMgr) {
            return getParam(param);
        }

        @Override
        public boolean isPretrainLayer() {
            return false;
        }
    }
}
