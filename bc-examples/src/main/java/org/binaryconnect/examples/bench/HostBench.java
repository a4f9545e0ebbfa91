package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
 * Time of one inference on this computer: generated Java against DL4J's {@code output()}, networks
 * of one shape, interleaved as in {@link TrainingStep}.
 */
@Command(
        name = "host",
        description =
                "One inference of 784-1024-1024-1024-10: generated Java against DL4J, interleaved.",
        mixinStandardHelpOptions = true)
final class HostBench implements Callable<Integer> {

    private static final int[] SIZES = {784, 1024, 1024, 1024, 10};
    private static final int INPUTS = 16;

    /** Until the JIT compiler is done. */
    private static final int WARM_UP = 300;

    @Option(
            names = "--rounds",
            description = "Timed inferences of each. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000")
    private int rounds;

    /** One inference of the input with this number. */
    @FunctionalInterface
    private interface Inference {
        void run(int input);
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
        all.put("generated Java", input -> java.run(inputs[input], scores));
        print(all.keySet().toArray(String[]::new), measure(all.values().toArray(Inference[]::new)));
        return 0;
    }

    private static Inference dl4j(Weights weights) {
        MultiLayerNetwork network = BenchNetwork.DENSE.create(weights);
        INDArray[] inputs = new INDArray[INPUTS];
        Arrays.setAll(inputs, i -> Nd4j.rand(DataType.FLOAT, 1, SIZES[0]));
        return input -> network.output(inputs[input]);
    }

    /** [inference][round] in milliseconds. */
    private double[][] measure(Inference[] all) {
        double[][] milliseconds = new double[all.length][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < all.length; i++) {
                int which = (round + WARM_UP + i) % all.length;
                long start = System.nanoTime();
                all[which].run((round + WARM_UP) % INPUTS);
                if (round >= 0) {
                    milliseconds[which][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return milliseconds;
    }

    private void print(String[] names, double[][] milliseconds) {
        System.out.printf(
                "One inference, %d rounds of all in turn; the ratio is DL4J's plain layers' time to it:%n%n",
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
                    quantile(milliseconds[i], 0.5),
                    quantile(ratios, 0.5),
                    quantile(ratios, 0.25),
                    quantile(ratios, 0.75));
        }
    }

    private static double quantile(double[] values, double fraction) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }
}
