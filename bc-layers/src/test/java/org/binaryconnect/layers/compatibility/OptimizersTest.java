package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.Gradients;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.ScaledUpdater;
import org.binaryconnect.updaters.StepScale;
import org.binaryconnect.updaters.schedule.CosineSchedule;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** DL4J's optimizers in networks with binary layers, whichever way they are set. */
class OptimizersTest {

    private static final DataSet DATA = Networks.examples(16, 1);
    private static final int UNITS = 9;

    static List<IUpdater> optimizers() {
        return List.of(
                new Sgd(1e-3),
                new Nesterovs(1e-3, 0.9),
                new Adam(1e-3),
                new AdaMax(1e-3),
                new AMSGrad(1e-3),
                new Nadam(1e-3),
                new AdaGrad(1e-3),
                new AdaDelta(),
                new RmsProp(1e-3),
                new AdaBelief(1e-3),
                new NoOp(),
                new Custom(new Sgd(1e-3)));
    }

    /**
     * An optimizer of a user's own, of which nothing is known: its steps are scaled by 1 / coef.
     */
    private record Custom(Sgd sgd) implements IUpdater {

        @Override
        public long stateSize(long numParams) {
            return 0;
        }

        @Override
        public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
            return sgd.instantiate(viewArray, initializeViewArray);
        }

        @Override
        public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
            return sgd.instantiate(state, initialize);
        }

        @Override
        public double getLearningRate(int iteration, int epoch) {
            return sgd.getLearningRate(iteration, epoch);
        }

        @Override
        public boolean hasLearningRate() {
            return true;
        }

        @Override
        public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
            sgd.setLrAndSchedule(lr, lrSchedule);
        }

        @Override
        public Custom clone() {
            return new Custom(sgd.clone());
        }
    }

    static Stream<Arguments> optimizersAndTypes() {
        return optimizers().stream()
                .flatMap(
                        optimizer ->
                                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                                        .map(type -> Arguments.of(optimizer, type)));
    }

    private static MultiLayerNetwork network(IUpdater updater, IUpdater ofFirstLayer) {
        return network(
                updater,
                ofFirstLayer,
                new BatchNormalization.Builder().nIn(UNITS).nOut(UNITS).build());
    }

    private static MultiLayerNetwork network(
            IUpdater updater, IUpdater ofFirstLayer, Layer second) {
        return network(updater, ofFirstLayer, second, DataType.DOUBLE);
    }

    private static MultiLayerNetwork network(
            IUpdater updater, IUpdater ofFirstLayer, Layer second, DataType type) {
        Layer first =
                new BinaryDenseLayer.Builder()
                        .nIn(Networks.INPUTS)
                        .nOut(UNITS)
                        .hasLayerNorm(true)
                        .updater(ofFirstLayer)
                        .build();
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(5)
                        .dataType(type)
                        .activation(Activation.TANH)
                        .updater(updater)
                        .list()
                        .layer(first)
                        .layer(second)
                        .layer(
                                new BinaryOutputLayer.Builder()
                                        .nIn(UNITS)
                                        .nOut(Networks.CLASSES)
                                        .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        // Away from the clip, which another test looks at.
        network.getParam("0_W").muli(0.5);
        network.getParam("2_W").muli(0.5);
        return network;
    }

    private static MultiLayerNetwork network(IUpdater updater) {
        return network(updater, null);
    }

    /** The coefficient of the fans by hand. */
    private static double coefficient(String name) {
        return switch (name) {
            case "0_W" -> Math.sqrt(1.5 / (Networks.INPUTS + UNITS));
            case "2_W" -> Math.sqrt(1.5 / (UNITS + Networks.CLASSES));
            default -> 1;
        };
    }

    private static int power(IUpdater optimizer) {
        return optimizer instanceof NoOp
                ? 0
                : optimizer instanceof Sgd || optimizer instanceof Nesterovs ? 2 : 1;
    }

    /**
     * One step of each parameter, computed with the optimizer alone from the network's gradient,
     * and scaled on weights.
     */
    @ParameterizedTest
    @MethodSource("optimizersAndTypes")
    void weightsAloneTakeScaledSteps(IUpdater optimizer, DataType type) {
        BinaryConnectUpdater updater = new BinaryConnectUpdater(optimizer);
        Layer second = new BatchNormalization.Builder().nIn(UNITS).nOut(UNITS).build();
        MultiLayerNetwork network = network(updater, null, second, type);
        DataSet data = new DataSet(DATA.getFeatures().castTo(type), DATA.getLabels().castTo(type));
        MultiLayerNetwork twin = network.clone();
        Gradients.of(twin, data);
        Map<String, INDArray> gradients = twin.gradient().gradientForVariable();
        Map<String, INDArray> before = new HashMap<>();
        network.paramTable().forEach((name, value) -> before.put(name, value.dup()));

        network.fit(data);

        double tolerance = type == DataType.DOUBLE ? 1e-9 : 2e-6;
        for (String name : List.of("0_W", "0_b", "0_g", "1_gamma", "1_beta", "2_W", "2_b")) {
            INDArray step = Nd4j.toFlattened('c', gradients.get(name)).divi(DATA.numExamples());
            long size = updater.stateSize(step.length());
            INDArray state = size == 0 ? null : Nd4j.zeros(type, size);
            updater.instantiate(state, true).applyUpdater(step, 0, 0);
            step.divi(Math.pow(coefficient(name), power(optimizer)));
            INDArray expected = Nd4j.toFlattened('c', before.get(name)).sub(step);
            INDArray difference = Nd4j.toFlattened('c', network.getParam(name)).sub(expected);
            assertEquals(0, difference.amaxNumber().doubleValue(), tolerance, name);
            assertTrue(step.amaxNumber().doubleValue() > 1e-7, name + " must move");
        }
    }

    /** A plain optimizer is never forgotten to be scaled. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void namingBinaryConnectOrNotIsTheSame(IUpdater optimizer) {
        if (optimizer instanceof AdaBelief) {
            return; // DL4J cannot start it by itself.
        }
        MultiLayerNetwork plain = network(optimizer.clone());
        MultiLayerNetwork named = network(new BinaryConnectUpdater(optimizer));
        ComputationGraph graph = named.toComputationGraph();
        for (int i = 0; i < 3; i++) {
            plain.fit(DATA.copy());
            named.fit(DATA.copy());
            graph.fit(DATA.copy());
        }

        assertTrue(plain.params().equalsWithEps(named.params(), 1e-12));
        assertEquals(named.params(), graph.params());
    }

    @Test
    void aLayerMayHaveItsOwn() {
        MultiLayerNetwork network =
                network(new Adam(1e-3), new BinaryConnectUpdater(new Sgd(0.1), StepScale.INVERSE));
        Layer first = network.getLayer(0).conf().getLayer();

        ScaledUpdater weights = assertInstanceOf(ScaledUpdater.class, first.getUpdaterByParam("W"));
        assertEquals(1 / coefficient("0_W"), weights.getScale(), 1e-12);
        assertEquals(new Sgd(0.1), weights.getOptimizer());
        ScaledUpdater ofOutput =
                (ScaledUpdater) network.getLayer(2).conf().getLayer().getUpdaterByParam("W");
        assertEquals(new Adam(1e-3), ofOutput.getOptimizer());
    }

    @Test
    void fineTuningMaySetAnother() {
        MultiLayerNetwork tuned =
                new TransferLearning.Builder(network(new Adam(1e-3)))
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder()
                                        .updater(new BinaryConnectUpdater(new Nesterovs(0.1, 0.9)))
                                        .build())
                        .build();

        ScaledUpdater weights =
                (ScaledUpdater) tuned.getLayer(0).conf().getLayer().getUpdaterByParam("W");
        assertEquals(Math.pow(coefficient("0_W"), -2), weights.getScale(), 1e-9);
        assertEquals(
                new BinaryConnectUpdater(new Nesterovs(0.1, 0.9)),
                tuned.getLayer(1).conf().getLayer().getUpdaterByParam("gamma"));
        assertEquals(
                new BinaryConnectUpdater(new Nesterovs(0.1, 0.9)),
                tuned.getLayer(0).conf().getLayer().getUpdaterByParam("b"));
        tuned.fit(DATA.copy());
    }

    /**
     * As a schedule that changes the rate at the same time; the optimizer's state goes on. (Beside
     * batch normalization DL4J fails to set the rate of one layer, with layers of any kind.)
     */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void setLearningRateActsThroughTheScale(boolean graph, boolean oneLayer) {
        IUpdater fixed = new BinaryConnectUpdater(new Adam(1e-3));
        MapSchedule change =
                new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 1e-3).add(2, 1e-2).build();
        IUpdater changing = new BinaryConnectUpdater(new Adam(change));
        Layer second = new BinaryDenseLayer.Builder().nIn(UNITS).nOut(UNITS).build();
        MultiLayerNetwork layers = network(fixed, null, second.clone());
        MultiLayerNetwork expected =
                network(oneLayer ? fixed : changing, oneLayer ? changing : null, second.clone());
        Model model = graph ? layers.toComputationGraph() : layers;
        train(model, 2);
        if (model instanceof ComputationGraph g) {
            if (oneLayer) {
                g.setLearningRate("0", 1e-2);
            } else {
                g.setLearningRate(1e-2);
            }
        } else if (oneLayer) {
            layers.setLearningRate(0, 1e-2);
        } else {
            layers.setLearningRate(1e-2);
        }
        train(model, 2);
        train(expected, 4);

        assertTrue(expected.params().equalsWithEps(model.params(), 1e-12));
    }

    private static void train(Model model, int iterations) {
        for (int i = 0; i < iterations; i++) {
            if (model instanceof ComputationGraph graph) {
                graph.fit(DATA.copy());
            } else {
                ((MultiLayerNetwork) model).fit(DATA.copy());
            }
        }
    }

    /** The cosine's values by hand: 2e-3, 1e-3, 0. */
    @Test
    void schedulesPassThrough() {
        CosineSchedule cosine = new CosineSchedule(ScheduleType.ITERATION, 2e-3, 0, 2);
        MultiLayerNetwork network = network(new BinaryConnectUpdater(new Sgd(cosine)));
        for (double rate : new double[] {2e-3, 1e-3, 0}) {
            MultiLayerNetwork twin = network.clone();
            Gradients.of(twin, DATA);
            INDArray gradient = twin.gradient().getGradientFor("0_W").div(DATA.numExamples());
            INDArray step = gradient.mul(rate * Math.pow(coefficient("0_W"), -2));
            INDArray expected = network.getParam("0_W").sub(step);
            network.fit(DATA.copy());

            assertTrue(network.getParam("0_W").equalsWithEps(expected, 1e-12), "rate " + rate);
        }
    }

    /** The paper's rule to six digits, for 3x3 kernels. */
    @ParameterizedTest
    @CsvSource({
        "3, 128, 28.0357",
        "128, 128, 39.1918",
        "128, 256, 48.0000",
        "256, 256, 55.4256",
        "256, 512, 67.8823",
        "512, 512, 78.3837",
        "3, 64, 20.0499",
        "64, 64, 27.7128",
        "64, 128, 33.9411",
    })
    void aConvolutionTakesItsFansFromTheLayer(int in, int out, double scale) {
        BinaryConvolutionLayer layer =
                new BinaryConvolutionLayer.Builder(3, 3)
                        .nIn(in)
                        .nOut(out)
                        .updater(new Adam(1e-3))
                        .build();

        ScaledUpdater weights = (ScaledUpdater) layer.getUpdaterByParam("W");
        assertEquals(scale, weights.getScale(), 5.1e-5);
        assertEquals(new Adam(1e-3), layer.getUpdaterByParam("b"));
    }
}
