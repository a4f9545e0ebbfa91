package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.bench.BenchNetwork.Weights;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Time of one inference on this computer: generated C and Java against DL4J's {@code output()},
 * networks of one shape, interleaved as in {@link TrainingStep}.
 */
@Command(
        name = "host",
        description =
                "One inference of 784-1024-1024-1024-10: generated C and Java against DL4J, interleaved.",
        mixinStandardHelpOptions = true)
final class HostBench implements Callable<Integer> {

    private static final int[] SIZES = {784, 1024, 1024, 1024, 10};
    private static final int INPUTS = 16;

    /** Inferences of a turn: one after the other, as in use. */
    private static final int BLOCK = 5;

    /** Until the JIT compiler is done. */
    private static final int WARM_UP = 100;

    @Option(
            names = "--rounds",
            description = "Timed turns of each, of 5 inferences. Default: ${DEFAULT-VALUE}.",
            defaultValue = "300")
    private int rounds;

    /** Nanoseconds of one inference of the input with this number. */
    @FunctionalInterface
    private interface Inference {
        long run(int input) throws IOException;
    }

    private static Inference timed(IntConsumer inference) {
        return input -> {
            long start = System.nanoTime();
            inference.accept(input);
            return System.nanoTime() - start;
        };
    }

    @Override
    public Integer call() throws IOException, RunException {
        if (rounds < 1) {
            throw new RunException("rounds must be at least 1, got %d".formatted(rounds));
        }
        IntegerNetwork network = RandomNetworks.network(1, SIZES);
        byte[][] inputs = RandomNetworks.inputs(2, INPUTS, network.inputs());
        GeneratedJava java = GeneratedJava.of(network);
        int[] scores = new int[network.scores()];
        for (byte[] input : inputs) {
            java.run(input, scores);
            if (!Arrays.equals(scores, new ReferenceInterpreter(network).run(input))) {
                throw new RunException("the generated Java differs from the reference");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Generated class: %,d bytes, %,d in a jar, for %,d bytes of packed weights.%n%n",
                java.classBytes(),
                java.jarBytes(),
                network.weightBytes());
        Map<String, Inference> all = new LinkedHashMap<>();
        all.put("DL4J, plain layers", dl4j(Weights.PLAIN));
        all.put("DL4J, binary layers", dl4j(Weights.DETERMINISTIC));
        all.put("generated Java", timed(input -> java.run(inputs[input], scores)));
        try (GeneratedC c = new GeneratedC(network, inputs)) {
            all.put("generated C", c::run);
            print(
                    all.keySet().toArray(String[]::new),
                    measure(all.values().toArray(Inference[]::new)));
        }
        return 0;
    }

    private static Inference dl4j(Weights weights) {
        MultiLayerNetwork network = BenchNetwork.DENSE.create(weights);
        INDArray[] inputs = new INDArray[INPUTS];
        Arrays.setAll(inputs, i -> Nd4j.rand(DataType.FLOAT, 1, SIZES[0]));
        return timed(input -> network.output(inputs[input]));
    }

    /** [inference][round] in milliseconds. */
    private double[][] measure(Inference[] all) throws IOException {
        double[][] milliseconds = new double[all.length][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < all.length; i++) {
                int which = (round + WARM_UP + i) % all.length;
                double time = 0;
                for (int k = 0; k < BLOCK; k++) {
                    time += all[which].run((BLOCK * (round + WARM_UP) + k) % INPUTS) / 1e6;
                }
                if (round >= 0) {
                    milliseconds[which][round] = time / BLOCK;
                }
            }
        }
        return milliseconds;
    }

    private void print(String[] names, double[][] milliseconds) {
        System.out.printf(
                "One inference; %d rounds of all in turn, 5 inferences each; the ratio is DL4J's plain layers' time to it:%n%n",
                rounds);
        System.out.printf(
                "%-22s %10s %14s %16s%n", "network", "median ms", "ratio, median", "quartiles");
        for (int i = 0; i < names.length; i++) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = milliseconds[0][round] / milliseconds[i][round];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %10.3f %14.2f %8.2f %.2f%n",
                    names[i],
                    StatUtils.percentile(milliseconds[i], 50),
                    StatUtils.percentile(ratios, 50),
                    StatUtils.percentile(ratios, 25),
                    StatUtils.percentile(ratios, 75));
        }
    }
}
