package org.binaryconnect.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.hwexport.FileTree;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Firmware.VectorResult;
import org.binaryconnect.hwexport.toolchain.Target;
import picocli.CommandLine.Command;

/**
 * Instructions that a dense layer takes on simulated cores, table building and requantization
 * included. Exact, not a timing.
 */
@Command(
        name = "kernels",
        description = "Executed instructions of single dense layers on simulated microcontrollers.",
        mixinStandardHelpOptions = true)
final class KernelBench implements Callable<Integer> {

    private static final List<int[]> SHAPES =
            List.of(
                    new int[] {1024, 1024},
                    new int[] {784, 1024},
                    new int[] {784, 256},
                    new int[] {1024, 10});
    private static final int VECTORS = 3;

    @Override
    public Integer call() throws IOException {
        System.out.printf(
                "Most cycles on AVR, elsewhere instructions, of %d random inputs.%n%n", VECTORS);
        System.out.printf(
                "%-12s %-11s %-11s %14s %14s %10s %10s%n",
                "layer", "core", "kernel", "predicted", "measured", "a weight", "exact");
        boolean exact = true;
        for (int[] shape : SHAPES) {
            for (Target target : Target.values()) {
                if (target.isSimulated()) {
                    exact &= measure(shape, target);
                }
            }
        }
        return exact ? 0 : 1;
    }

    private static boolean measure(int[] shape, Target target) throws IOException {
        IntegerNetwork network = RandomNetworks.network(1, shape);
        byte[][][] inputs = {RandomNetworks.inputs(1, VECTORS, network.inputs())};
        Plan plan = Planner.plan(network, Core.valueOf(target.name()), Limits.NONE);
        Path folder = Files.createTempDirectory("bc-bench");
        try {
            Exporter.write(folder.resolve("export"), "layer", plan, "identity", inputs);
            List<VectorResult> vectors =
                    Firmware.build(folder.resolve("export"), "layer", target).runSelfTest();
            long most = vectors.stream().mapToLong(VectorResult::instructions).max().orElseThrow();
            boolean exact = vectors.stream().allMatch(vector -> vector.mismatches() == 0);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %-11s %-11s %,14d %,14d %10.3f %10s%n",
                    shape[0] + "x" + shape[1],
                    target.title(),
                    plan.kernels().get(0).id(),
                    plan.decisions().get(0).cost(),
                    most,
                    (double) most / network.weights(),
                    exact ? "yes" : "NO");
            return exact;
        } finally {
            FileTree.delete(folder);
        }
    }
}
