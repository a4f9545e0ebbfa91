package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.examples.ResidentMemory;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.bench.BenchNetwork.Weights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The largest memory that a process had which trained one network: a process of its own each, since
 * a peak never falls. Its Java heap is fixed and touched from the start, so that only the arrays,
 * which lie outside it, make a difference.
 */
final class PeakMemory {

    private static final int ITERATIONS = 60;
    private static final int TIME_LIMIT_MINUTES = 10;

    private PeakMemory() {}

    /**
     * Resident bytes at their highest.
     *
     * @throws RunException if the system does not tell, or the process fails
     */
    static long measure(BenchNetwork network, Weights weights) throws IOException, RunException {
        if (ResidentMemory.peak().isEmpty()) {
            throw new RunException(
                    "Only Linux tells the peak memory of a process; leave it out with --no-memory");
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xms256m", "-Xmx256m"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PeakMemory.class.getName(), network.name(), weights.name()));
        Path out = Files.createTempFile("bc-bench", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            if (!process.waitFor(TIME_LIMIT_MINUTES, TimeUnit.MINUTES)
                    || process.exitValue() != 0) {
                throw new RunException("The process that trains %s failed".formatted(network));
            }
            return Long.parseLong(Files.readString(out).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("Interrupted");
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }

    /** The process: trains a network, and prints the bytes of its peak. */
    public static void main(String[] args) throws IOException {
        BenchNetwork network = BenchNetwork.valueOf(args[0]);
        MultiLayerNetwork model = network.create(Weights.valueOf(args[1]));
        DataSet data = network.minibatch();
        for (int i = 0; i < ITERATIONS; i++) {
            model.fit(data);
        }
        System.out.println(ResidentMemory.peak().orElseThrow());
    }
}
