package org.binaryconnect.hwexport.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.hwexport.ir.Weights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Small models with numbers of both signs in every parameter, and what they compute. */
public final class TestModels {

    private static final int EXAMPLES = 3;

    private TestModels() {}

    static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .activation(Activation.IDENTITY);
    }

    public static MultiLayerNetwork layers(Layer... layers) {
        return layers(null, layers);
    }

    /**
     * @param type null if the layers have all sizes
     */
    public static MultiLayerNetwork layers(InputType type, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder().list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        if (type != null) {
            list.setInputType(type);
        }
        var configuration = list.build();
        configuration.setValidateOutputLayerConfig(false);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        scramble(network);
        return network;
    }

    /** A graph of the input "in" and the output "out". */
    public static ComputationGraph graph(Consumer<GraphBuilder> build) {
        GraphBuilder graph = builder().graphBuilder().addInputs("in").setOutputs("out");
        build.accept(graph);
        ComputationGraph network =
                new ComputationGraph(graph.validateOutputLayerConfig(false).build());
        network.init();
        scramble(network);
        return network;
    }

    static Layer end() {
        return new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
    }

    /** Real numbers that a float holds exactly, so that nothing is lost on the way. */
    static void scramble(Model model) {
        Nd4j.getRandom().setSeed(8);
        model.paramTable()
                .forEach(
                        (name, value) -> {
                            INDArray random =
                                    Nd4j.randn(DataType.FLOAT, value.shape())
                                            .castTo(value.dataType());
                            if (name.endsWith("_var")) {
                                random.muli(random).addi(0.1);
                            } else if (name.endsWith("_log10stdev")) {
                                random.muli(0.3);
                            }
                            value.assign(random);
                        });
    }

    static INDArray features(long... shape) {
        long[] all = new long[shape.length + 1];
        all[0] = EXAMPLES;
        System.arraycopy(shape, 0, all, 1, shape.length);
        Nd4j.getRandom().setSeed(21);
        return Nd4j.randn(DataType.DOUBLE, all);
    }

    public static INDArray output(Model model, INDArray features) {
        return model instanceof MultiLayerNetwork layered
                ? layered.output(features.dup())
                : ((ComputationGraph) model).outputSingle(features.dup());
    }

    /** Reads a model, and has it compute what DL4J does. */
    static TrainedNetwork assertReadsExactly(Model model, long... shape) {
        return assertReads(1e-9, model, shape);
    }

    static TrainedNetwork assertReads(double tolerance, Model model, long... shape) {
        INDArray features = features(shape);
        INDArray expected = output(model, features);
        TrainedNetwork read = ModelReader.read(model, shape);
        RealInterpreter interpreter = new RealInterpreter(read.network());
        for (int example = 0; example < EXAMPLES; example++) {
            RealInterpreter.Session session = interpreter.session();
            double[][] inputs = read.features().inputs(features, example);
            for (int t = 0; t < inputs.length; t++) {
                double[][] values = session.run(inputs[t]);
                INDArray wanted = expected.slice(example);
                boolean isLast = t == inputs.length - 1;
                if (read.features().isSequence() && expected.rank() == 3) {
                    wanted = wanted.get(NDArrayIndex.all(), NDArrayIndex.point(t));
                }
                if (!read.features().isSequence() || expected.rank() == 3 || isLast) {
                    assertClose(
                            flat(wanted),
                            applied(read.outputFunction(), values[values.length - 1]),
                            tolerance);
                }
            }
        }
        return read;
    }

    private static double[] flat(INDArray array) {
        INDArray copy = array.dup('c');
        return copy.reshape(copy.length()).toDoubleVector();
    }

    static double[] applied(String function, double[] scores) {
        INDArray array = Nd4j.createFromArray(new double[][] {scores});
        return switch (function) {
            case "softmax" -> Transforms.softmax(array).toDoubleMatrix()[0];
            case "sigmoid" -> Transforms.sigmoid(array).toDoubleMatrix()[0];
            default -> scores;
        };
    }

    static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * (1 + size), "output " + i);
        }
    }

    static long count(TrainedNetwork read, Class<? extends Node> type) {
        return read.network().steps().stream().filter(step -> type.isInstance(step.node())).count();
    }

    /** Whether all matrices are binary. */
    static boolean isBinary(TrainedNetwork read) {
        return read.network().steps().stream()
                .map(step -> step.node())
                .flatMap(
                        node -> {
                            if (node instanceof Node.Dense dense) {
                                return Stream.of(dense.weights());
                            } else if (node instanceof Node.Convolution convolution) {
                                return Stream.of(convolution.weights());
                            } else if (node instanceof Node.DepthwiseConvolution depthwise) {
                                return Stream.of(depthwise.weights());
                            } else if (node instanceof Node.SimpleRnn rnn) {
                                return Stream.of(rnn.input(), rnn.recurrent());
                            } else if (node instanceof Node.Lstm lstm) {
                                return Stream.of(lstm.input(), lstm.recurrent());
                            }
                            return Stream.<Weights>empty();
                        })
                .allMatch(Weights::isBinary);
    }

    /** The one line with which a model is refused. */
    static String refusal(Model model, long... shape) {
        String message =
                assertThrows(ExportException.class, () -> ModelReader.read(model, shape))
                        .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("; "), "no remedy: " + message);
        return message;
    }

    static void assertRefused(Model model, long[] shape, String... parts) {
        String message = refusal(model, shape);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    static long[] shape(long... sizes) {
        return sizes;
    }
}
