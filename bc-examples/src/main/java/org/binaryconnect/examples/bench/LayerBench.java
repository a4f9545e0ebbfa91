package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.bench.BenchNetwork.Weights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time and memory of training with binary layers, against DL4J's own. */
@Command(
        name = "layers",
        description =
                "Training iterations and peak memory of binary layers against plain DL4J layers: ratios, interleaved.",
        mixinStandardHelpOptions = true)
final class LayerBench implements Callable<Integer> {

    private static final int PROCESSES = 3;

    @Option(
            names = "--rounds",
            description = "Timed iterations of each network. Default: ${DEFAULT-VALUE}.",
            defaultValue = "200")
    private int rounds;

    @Option(
            names = "--no-memory",
            description = "Leaves out peak memory, which takes a process for each network.")
    private boolean noMemory;

    @Override
    public Integer call() throws IOException, RunException {
        if (rounds < 1) {
            throw new RunException("rounds must be at least 1, got %d".formatted(rounds));
        }
        System.out.printf(
                "One training iteration, batch %d, %d rounds of all three networks in turn:%n%n",
                BenchNetwork.BATCH, rounds);
        System.out.printf(
                "%-14s %-22s %10s %14s %16s%n",
                "network", "weights", "median ms", "ratio, median", "quartiles");
        for (BenchNetwork network : BenchNetwork.values()) {
            TrainingStep step = TrainingStep.measure(network, rounds);
            for (Weights weights : Weights.values()) {
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %-22s %10.2f %14.3f %8.3f %.3f%n",
                        network.title(),
                        weights.title(),
                        step.median(weights),
                        step.ratio(weights, 50),
                        step.ratio(weights, 25),
                        step.ratio(weights, 75));
            }
        }
        if (!noMemory) {
            printMemory();
        }
        return 0;
    }

    private static void printMemory() throws IOException, RunException {
        System.out.printf(
                "%nPeak memory of a process that trains the network, median of %d processes:%n%n",
                PROCESSES);
        System.out.printf("%-14s %-22s %14s %14s%n", "network", "weights", "bytes", "ratio");
        for (BenchNetwork network : BenchNetwork.values()) {
            double plain = 0;
            for (Weights weights : Weights.values()) {
                double[] peaks = new double[PROCESSES];
                for (int i = 0; i < PROCESSES; i++) {
                    peaks[i] = PeakMemory.measure(network, weights);
                }
                double peak = StatUtils.percentile(peaks, 50);
                plain = weights == Weights.PLAIN ? peak : plain;
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %-22s %,14.0f %14.3f%n",
                        network.title(),
                        weights.title(),
                        peak,
                        peak / plain);
            }
        }
    }
}
