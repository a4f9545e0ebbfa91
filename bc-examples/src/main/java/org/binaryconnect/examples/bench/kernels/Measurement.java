package org.binaryconnect.examples.bench.kernels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Decision;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Firmware.VectorResult;
import org.binaryconnect.hwexport.toolchain.Target;

/**
 * One layer, run on a simulated core.
 *
 * @param count most instructions of some random inputs, on AVR cycles
 * @param weightUses how often a weight is used: a convolution's once an output position
 * @param scratchBytes working memory
 * @param isExact whether all scores equal the reference
 * @param codeBytes flash of each source file of the runtime that it needs
 */
record Measurement(
        long count,
        long weightUses,
        int scratchBytes,
        boolean isExact,
        Map<String, Long> codeBytes) {

    private static final int VECTORS = 3;

    /** Instructions or cycles a weight use. */
    double each() {
        return (double) count / weightUses;
    }

    /** Builds and runs a network of one operation with a kernel. */
    static Measurement of(DeviceNetwork network, Core core, KernelChoice kernel)
            throws IOException {
        return of(Plan.of(network, core, List.of(new Decision(kernel, 0, "to be measured"))));
    }

    /** Builds and runs a network without weights. */
    static Measurement of(DeviceNetwork network, Core core) throws IOException {
        return of(Plan.of(network, core, Collections.nCopies(network.operations().size(), null)));
    }

    private static Measurement of(Plan plan) throws IOException {
        DeviceNetwork network = plan.network();
        try (TemporaryFolder temporary = new TemporaryFolder("bc-bench")) {
            Path folder = temporary.path().resolve("export");
            write(folder, plan);
            Firmware firmware = Firmware.build(folder, "layer", Target.of(plan.core()));
            List<VectorResult> vectors = firmware.runSelfTest();
            return new Measurement(
                    vectors.stream().mapToLong(VectorResult::instructions).max().orElseThrow(),
                    network.weightUses(),
                    plan.peakScratchBytes(),
                    vectors.stream().allMatch(vector -> vector.mismatches() == 0),
                    firmware.runtimeBytes());
        }
    }

    private static void write(Path folder, Plan plan) {
        int inputs = plan.network().inputs();
        if (plan.network() instanceof FloatNetwork) {
            Random random = new Random(1);
            float[][][] examples = new float[VECTORS][1][inputs];
            for (float[][] example : examples) {
                for (int i = 0; i < inputs; i++) {
                    example[0][i] = (float) random.nextGaussian();
                }
            }
            Exporter.write(folder, "layer", plan, "identity", examples);
        } else {
            byte[][] vectors = RandomNetworks.inputs(1, VECTORS, inputs);
            byte[][][] examples = new byte[VECTORS][1][];
            for (int v = 0; v < VECTORS; v++) {
                examples[v][0] = vectors[v];
            }
            Exporter.write(folder, "layer", plan, "identity", examples);
        }
    }
}
