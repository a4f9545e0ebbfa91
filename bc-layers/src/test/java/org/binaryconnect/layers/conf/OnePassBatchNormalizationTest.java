package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.binaryconnect.layers.convert.Freezing;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Against DL4J's own batch normalization, in networks that are otherwise the same. */
class OnePassBatchNormalizationTest {

    private static final int CLASSES = 3;

    /** A normalization of the input, which is in C order, and one behind a product, in F order. */
    private static MultiLayerNetwork dense(
            Supplier<BatchNormalization.Builder> builder, DataType type, int inputs, int units) {
        MultiLayerConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .dataType(type)
                        .updater(new Sgd(0.1))
                        .activation(Activation.IDENTITY)
                        .list()
                        .layer(builder.get().build())
                        .layer(new BinaryDenseLayer.Builder().nOut(units).hasBias(false).build())
                        .layer(builder.get().build())
                        .layer(new DenseLayer.Builder().nOut(units).build())
                        .layer(
                                new OutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.feedForward(inputs))
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static DataSet batch(DataType type, int seed, long... shape) {
        INDArray features = Nd4j.randn(type, shape).muli(3).addi(1);
        INDArray labels = Nd4j.zeros(type, shape[0], CLASSES);
        for (int i = 0; i < shape[0]; i++) {
            labels.putScalar(i, (i + seed) % CLASSES, 1);
        }
        return new DataSet(features, labels);
    }

    /** Gradients of a batch, moving averages among them, and what it makes of the network. */
    private static void assertTrainAlike(
            MultiLayerNetwork plain, MultiLayerNetwork onePass, DataSet batch, double tolerance) {
        for (MultiLayerNetwork network : new MultiLayerNetwork[] {plain, onePass}) {
            network.setInput(batch.getFeatures());
            network.setLabels(batch.getLabels());
            network.computeGradientAndScore();
        }
        assertEquals(plain.score(), onePass.score(), tolerance);
        assertEquals(
                plain.gradient().gradientForVariable().keySet(),
                onePass.gradient().gradientForVariable().keySet());
        assertClose(
                "gradients",
                plain.getFlattenedGradients(),
                onePass.getFlattenedGradients(),
                tolerance);
        plain.fit(batch);
        onePass.fit(batch);
        assertClose("parameters", plain.params(), onePass.params(), tolerance);
        assertClose(
                "test output",
                plain.output(batch.getFeatures()),
                onePass.output(batch.getFeatures()),
                tolerance);
    }

    private static void assertClose(
            String what, INDArray expected, INDArray found, double tolerance) {
        double largest = Math.max(1, expected.amaxNumber().doubleValue());
        double difference = expected.sub(found).amaxNumber().doubleValue();
        assertTrue(
                difference <= tolerance * largest,
                () -> "%s differs by %g of %g".formatted(what, difference, largest));
    }

    @Property(tries = 25)
    void trainsAsDl4jsWhateverTheShapes(
            @ForAll @IntRange(min = 2, max = 70) int examples,
            @ForAll @IntRange(min = 1, max = 40) int inputs,
            @ForAll @IntRange(min = 1, max = 50) int units) {
        Nd4j.getRandom().setSeed(examples);
        MultiLayerNetwork plain =
                dense(BatchNormalization.Builder::new, DataType.FLOAT, inputs, units);
        MultiLayerNetwork onePass =
                dense(OnePassBatchNormalization.Builder::new, DataType.FLOAT, inputs, units);
        onePass.setParams(plain.params());

        // The size of a batch may change, as at the end of an epoch.
        for (int size : new int[] {examples, examples, examples - 1, examples}) {
            int atLeastTwo = Math.max(2, size);
            assertTrainAlike(plain, onePass, batch(DataType.FLOAT, size, atLeastTwo, inputs), 2e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, DOUBLE", "false, DOUBLE", "true, FLOAT", "false, FLOAT"})
    void bothFormsOfTheVarianceAndDoubleTrainAsDl4js(boolean logarithm, DataType type) {
        MultiLayerNetwork plain =
                dense(() -> options(new BatchNormalization.Builder(), logarithm), type, 12, 9);
        MultiLayerNetwork onePass =
                dense(
                        () -> options(new OnePassBatchNormalization.Builder(), logarithm),
                        type,
                        12,
                        9);
        for (int i = 0; i < 5; i++) {
            assertTrainAlike(
                    plain, onePass, batch(type, i, 32, 12), type == DataType.FLOAT ? 1e-3 : 1e-12);
        }
    }

    private static BatchNormalization.Builder options(
            BatchNormalization.Builder builder, boolean logarithm) {
        return builder.useLogStd(logarithm).decay(0.7).eps(1e-3);
    }

    /** Behind a convolution, which leaves channels first, and behind the input, which does not. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void imagesTrainAsDl4js(boolean binary) {
        MultiLayerNetwork plain = convolutional(BatchNormalization.Builder::new, binary);
        MultiLayerNetwork onePass = convolutional(OnePassBatchNormalization.Builder::new, binary);
        for (int batch : new int[] {8, 8, 5}) {
            assertTrainAlike(plain, onePass, batch(DataType.FLOAT, 0, batch, 2, 6, 7), 1e-3);
        }
    }

    /** What it leaves to DL4J. */
    @Test
    void lockedParametersTrainAsDl4js() {
        assertTrainAlike(
                dense(
                        () -> new BatchNormalization.Builder().lockGammaBeta(true),
                        DataType.FLOAT,
                        6,
                        5),
                dense(
                        () -> new OnePassBatchNormalization.Builder().lockGammaBeta(true),
                        DataType.FLOAT,
                        6,
                        5),
                batch(DataType.FLOAT, 0, 16, 6),
                1e-6);
    }

    private static MultiLayerNetwork convolutional(
            Supplier<BatchNormalization.Builder> builder, boolean binary) {
        ConvolutionLayer convolution =
                binary
                        ? new BinaryConvolutionLayer.Builder(3, 3).nOut(4).build()
                        : new ConvolutionLayer.Builder(3, 3).nOut(4).build();
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .updater(new Sgd(0.1))
                                .activation(Activation.IDENTITY)
                                .list()
                                .layer(builder.get().build())
                                .layer(convolution)
                                .layer(builder.get().build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(CLASSES)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(6, 7, 2))
                                .build());
        network.init();
        return network;
    }

    @Test
    void itIsStoredAsItself() {
        MultiLayerConfiguration configuration =
                dense(OnePassBatchNormalization.Builder::new, DataType.FLOAT, 4, 3)
                        .getLayerWiseConfigurations();

        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());

        assertEquals(configuration, read);
        assertSame(OnePassBatchNormalization.class, read.getConf(0).getLayer().getClass());
    }

    @Test
    void aFrozenNetworkHasDl4js() {
        MultiLayerNetwork network =
                dense(OnePassBatchNormalization.Builder::new, DataType.FLOAT, 4, 3);
        network.fit(batch(DataType.FLOAT, 0, 16, 4));

        MultiLayerNetwork frozen = Freezing.freeze(network);

        assertSame(
                BatchNormalization.class,
                frozen.getLayerWiseConfigurations().getConf(0).getLayer().getClass());
        INDArray input = Nd4j.rand(DataType.FLOAT, 5, 4);
        assertClose("output", network.output(input), frozen.output(input), 1e-5);
    }
}
