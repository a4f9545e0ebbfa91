package org.binaryconnect.hwexport.arbiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.binaryconnect.hwexport.folder.FlashEstimate;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.DeploymentCost;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
import org.binaryconnect.layers.arbiter.ClassificationErrorScore;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class DeploymentScoreTest {

    private static final int INPUTS = 40;

    @TempDir Path temporary;

    private static MultiLayerNetwork network(int width) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .nIn(INPUTS)
                                                .nOut(width)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(
                                        new BatchNormalization.Builder()
                                                .nIn(width)
                                                .nOut(width)
                                                .build())
                                .layer(new BinaryOutputLayer.Builder().nIn(width).nOut(2).build())
                                .build());
        network.init();
        return network;
    }

    private static DeploymentCost cost(MultiLayerNetwork network, long ram) {
        TrainedNetwork trained = ModelReader.read(network, INPUTS);
        Examples examples = Examples.read(new Uniform().trainData(), trained.features(), 10);
        return DeploymentCost.of(trained, examples, Core.CORTEX_M3, ram);
    }

    @Test
    void theCostIsWhatTheExportSays() {
        MultiLayerNetwork network = network(64);
        TrainedNetwork trained = ModelReader.read(network, INPUTS);
        Examples examples = Examples.read(new Uniform().trainData(), trained.features(), 10);
        QuantizedNetwork quantized =
                Exporter.quantize(
                        trained.network(), examples.inputs(), new RangeMethod.MinimumMaximum());
        Plan plan = Planner.plan(quantized.network(), Core.CORTEX_M3, Limits.NONE);
        FlashEstimate flash =
                Exporter.write(
                        temporary.resolve("out"),
                        Exporter.describe("model", trained, quantized, examples, 3),
                        plan,
                        Limits.NONE);
        DeploymentCost cost = cost(network, Long.MAX_VALUE);
        assertEquals(flash.total(), cost.flash());
        assertEquals(plan.memoryBytes() + plan.stateBytes(), cost.ram());
        assertEquals(Arrays.stream(plan.costs()).sum(), cost.instructions());
    }

    @Test
    void trainingDoesNotChangeTheCost() {
        MultiLayerNetwork network = network(64);
        DeploymentCost before = cost(network, 2000);
        network.fit(new Uniform().trainData(), 20);
        assertEquals(before, cost(network, 2000));
    }

    @Test
    void lessRamCostsInstructionsUntilNothingFits() {
        DeploymentCost fast = cost(network(256), Long.MAX_VALUE);
        DeploymentCost small = cost(network(256), fast.ram() - 1);
        assertTrue(small.ram() < fast.ram());
        assertTrue(small.instructions() > fast.instructions());
        assertTrue(cost(network(256), 1).ram() > 1, "the smallest, where none fits");
    }

    @Test
    void costsAreWeighedAndLimited() {
        MultiLayerNetwork network = network(64);
        DeploymentCost cost = cost(network, Long.MAX_VALUE);
        DeploymentScore alone =
                new DeploymentScore(null, Core.CORTEX_M3)
                        .withWeight(Metric.FLASH, 0.5)
                        .withWeight(Metric.INSTRUCTIONS, 2);
        double expected = 0.5 * cost.flash() + 2 * cost.instructions();
        assertEquals(expected, alone.score(network, Uniform.class, null), 1e-9);
        assertEquals(
                expected,
                alone.withLimit(Metric.FLASH, cost.flash()).score(network, Uniform.class, null),
                1e-9);
        assertEquals(
                Double.POSITIVE_INFINITY,
                alone.withLimit(Metric.FLASH, cost.flash() - 1)
                        .score(network, Uniform.class, null));
        ScoreFunction error = new ClassificationErrorScore(1);
        DeploymentScore both =
                new DeploymentScore(error, Core.CORTEX_M3).withWeight(Metric.RAM, 1e-3);
        assertEquals(
                error.score(network, Uniform.class, null) + 1e-3 * cost.ram(),
                both.score(network, Uniform.class, null),
                1e-9);
    }

    @Test
    void whatIsToBeMaximizedIsMadeSmaller() {
        MultiLayerNetwork network = network(64);
        DeploymentScore score =
                new DeploymentScore(new Ten(), Core.CORTEX_M3).withWeight(Metric.RAM, 1e-3);
        assertEquals(false, score.minimize());
        long ram = cost(network, Long.MAX_VALUE).ram();
        assertEquals(10 - 1e-3 * ram, score.score(network, Uniform.class, null), 1e-9);
        assertEquals(
                Double.NEGATIVE_INFINITY,
                score.withLimit(Metric.FLASH, 1).score(network, Uniform.class, null));
    }

    @Test
    void itGoesThroughJson() throws Exception {
        DeploymentScore score =
                new DeploymentScore(new ClassificationErrorScore(3), Core.AVR)
                        .withWeight(Metric.FLASH, 0.25)
                        .withLimit(Metric.RAM, 2048);
        String json = JsonMapper.getMapper().writeValueAsString(score);
        assertEquals(score, JsonMapper.getMapper().readValue(json, ScoreFunction.class));
        assertNotEquals(score, score.withLimit(Metric.RAM, 2049));
        assertThrows(IllegalArgumentException.class, () -> score.withWeight(Metric.FLASH, -1));
        assertThrows(IllegalArgumentException.class, () -> score.withLimit(Metric.FLASH, 0));
    }

    /** Features in [0, 1). */
    public static class Uniform implements DataSource {

        private static final long serialVersionUID = 1L;

        @Override
        public void configure(Properties properties) {}

        @Override
        public DataSetIterator trainData() {
            Nd4j.getRandom().setSeed(3);
            DataSet data = new DataSet(Nd4j.rand(60, INPUTS), Nd4j.zeros(60, 2));
            for (int e = 0; e < 60; e++) {
                data.getLabels().putScalar(e, e % 2, 1);
            }
            return new ListDataSetIterator<>(data.asList(), 20);
        }

        @Override
        public DataSetIterator testData() {
            return trainData();
        }

        @Override
        public Class<?> getDataType() {
            return DataSetIterator.class;
        }
    }

    /** A score that is the better the higher. */
    private static final class Ten implements ScoreFunction {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("deprecation") // Arbiter's interface
        public double score(Object model, DataProvider provider, Map<String, Object> parameters) {
            return 10;
        }

        @Override
        public double score(Object model, Class<? extends DataSource> source, Properties p) {
            return 10;
        }

        @Override
        public boolean minimize() {
            return false;
        }

        @Override
        public List<Class<?>> getSupportedModelTypes() {
            return List.of(MultiLayerNetwork.class);
        }

        @Override
        public List<Class<?>> getSupportedDataTypes() {
            return List.of(DataSetIterator.class);
        }
    }
}
