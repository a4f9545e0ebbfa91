package org.binaryconnect.examples.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small models and data for them, in files. */
public final class Models {

    public static final int CLASSES = 3;
    public static final int SIDE = 8;
    private static final int STEPS = 5;
    private static final int VALUES = 6;
    private static final int EXAMPLES = 60;

    private Models() {}

    private static NeuralNetConfiguration.ListBuilder builder() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(0.01)).list();
    }

    private static Path save(MultiLayerConfiguration configuration, DataSet data, Path file)
            throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        for (int i = 0; i < 30; i++) {
            network.fit(data);
        }
        ModelSerializer.writeModel(network, file.toFile(), true);
        return file;
    }

    /** On vectors of 64 values. */
    public static Path dense(Path file) throws IOException {
        return save(
                builder()
                        .layer(
                                new BinaryDenseLayer.Builder()
                                        .nIn(SIDE * SIDE)
                                        .nOut(24)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .layer(new BatchNormalization.Builder().nOut(24).build())
                        .layer(new ActivationLayer.Builder().activation(Activation.RELU).build())
                        .layer(new BinaryOutputLayer.Builder().nIn(24).nOut(CLASSES).build())
                        .build(),
                images(EXAMPLES),
                file);
    }

    /** On flat images of 8x8. */
    public static Path convolution(Path file) throws IOException {
        return save(
                builder()
                        .layer(
                                new BinaryConvolutionLayer.Builder(3, 3)
                                        .nOut(8)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .layer(new BatchNormalization())
                        .layer(new ActivationLayer.Builder().activation(Activation.RELU).build())
                        .layer(
                                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                        .kernelSize(2, 2)
                                        .stride(2, 2)
                                        .build())
                        .layer(new BinaryOutputLayer.Builder().nOut(CLASSES).build())
                        .setInputType(InputType.convolutionalFlat(SIDE, SIDE, 1))
                        .build(),
                images(EXAMPLES),
                file);
    }

    /** A ComputationGraph on images of [1, 8, 8] whose two branches are added. */
    public static Path graph(Path file) throws IOException {
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Adam(0.01))
                                .graphBuilder()
                                .addInputs("image")
                                .setInputTypes(InputType.convolutional(SIDE, SIDE, 1))
                                .addLayer("a", branch(3), "image")
                                .addLayer("b", branch(1), "image")
                                .addVertex("sum", new ElementWiseVertex(Op.Add), "a", "b")
                                .addLayer("norm", new BatchNormalization(), "sum")
                                .addLayer(
                                        "out",
                                        new BinaryOutputLayer.Builder().nOut(CLASSES).build(),
                                        "norm")
                                .setOutputs("out")
                                .build());
        graph.init();
        DataSet data = images(EXAMPLES);
        data.setFeatures(data.getFeatures().reshape(EXAMPLES, 1, SIDE, SIDE));
        for (int i = 0; i < 30; i++) {
            graph.fit(data);
        }
        ModelSerializer.writeModel(graph, file.toFile(), true);
        return file;
    }

    private static BinaryConvolutionLayer branch(int kernel) {
        return new BinaryConvolutionLayer.Builder(kernel, kernel)
                .nOut(4)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .build();
    }

    /** On sequences of 6 values. */
    public static Path recurrent(Path file) throws IOException {
        return save(
                builder()
                        .layer(new BinaryLSTM.Builder().nIn(VALUES).nOut(10).build())
                        .layer(
                                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                        .nIn(10)
                                        .nOut(CLASSES)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.recurrent(VALUES))
                        .build(),
                sequences(EXAMPLES),
                file);
    }

    private static int pixel(Random random, int label, int position) {
        return Math.floorMod(40 * ((position + label) % CLASSES) + random.nextInt(60), 256);
    }

    /** Flat images whose class is in their columns. */
    public static DataSet images(int count) {
        Random random = new Random(1);
        INDArray features = Nd4j.zeros(count, SIDE * SIDE);
        INDArray labels = Nd4j.zeros(count, CLASSES);
        for (int e = 0; e < count; e++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                features.putScalar(e, i, pixel(random, e % CLASSES, i) / 255.0);
            }
            labels.putScalar(e, e % CLASSES, 1);
        }
        return new DataSet(features, labels);
    }

    /** The same images as an IDX file. */
    public static Path idx(Path file) throws IOException {
        INDArray features = images(EXAMPLES).getFeatures();
        ByteBuffer bytes = ByteBuffer.allocate(16 + EXAMPLES * SIDE * SIDE);
        bytes.putInt(0x0803).putInt(EXAMPLES).putInt(SIDE).putInt(SIDE);
        for (int e = 0; e < EXAMPLES; e++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                bytes.put((byte) Math.round(255 * features.getDouble(e, i)));
            }
        }
        return Files.write(file, bytes.array());
    }

    /** Their labels. */
    public static Path idxLabels(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + EXAMPLES);
        bytes.putInt(0x0801).putInt(EXAMPLES);
        for (int e = 0; e < EXAMPLES; e++) {
            bytes.put((byte) (e % CLASSES));
        }
        return Files.write(file, bytes.array());
    }

    /** The same images as a CSV file with a head line and the class in the last column. */
    public static Path csv(Path file) throws IOException {
        INDArray features = images(EXAMPLES).getFeatures();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SIDE * SIDE; i++) {
            text.append("p").append(i).append(',');
        }
        text.append("class\n");
        for (int e = 0; e < EXAMPLES; e++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                text.append(String.format(Locale.ROOT, "%.6f,", features.getDouble(e, i)));
            }
            text.append(e % CLASSES).append('\n');
        }
        return Files.writeString(file, text);
    }

    /** Sequences of 5 steps; every third ends after 3, by its mask. */
    public static DataSet sequences(int count) {
        Random random = new Random(2);
        INDArray features = Nd4j.zeros(count, VALUES, STEPS);
        INDArray labels = Nd4j.zeros(count, CLASSES, STEPS);
        INDArray mask = Nd4j.ones(count, STEPS);
        for (int e = 0; e < count; e++) {
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < VALUES; i++) {
                    double value = random.nextGaussian() + (i % CLASSES == e % CLASSES ? 1 : -1);
                    features.putScalar(new int[] {e, i, t}, value);
                }
                labels.putScalar(new int[] {e, e % CLASSES, t}, 1);
                if (e % 3 == 0 && t >= 3) {
                    mask.putScalar(e, t, 0);
                }
            }
        }
        return new DataSet(features, labels, mask, mask.dup());
    }

    /** A data set as {@code DataSet.save} writes it. */
    public static Path saved(DataSet data, Path file) {
        data.save(file.toFile());
        return file;
    }
}
