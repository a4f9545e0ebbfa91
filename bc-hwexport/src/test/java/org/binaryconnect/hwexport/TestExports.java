package org.binaryconnect.hwexport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.floating.RandomRealNetworks;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.kernels.Candidates;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Decision;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;

/** Exports for tests. */
public final class TestExports {

    /** Steps of a sequence. */
    public static final int STEPS = 4;

    private TestExports() {}

    /** With the kernels that the planner picks. */
    public static Plan fastest(DeviceNetwork network, Core core) {
        return Planner.plan(network, core, Limits.NONE);
    }

    /** With kernels drawn from a seed, whether they are fast or not. */
    public static Plan drawn(DeviceNetwork network, Core core, long seed) {
        Random random = new Random(seed);
        List<Decision> decisions = new ArrayList<>();
        for (DeviceOperation operation : network.operations()) {
            if (operation instanceof WeightedOperation linear) {
                List<KernelChoice> candidates = Candidates.of(linear, core);
                KernelChoice choice = candidates.get(random.nextInt(candidates.size()));
                decisions.add(new Decision(choice, 1, "drawn"));
            } else {
                decisions.add(null);
            }
        }
        return Plan.of(network, core, decisions);
    }

    /** With one kernel for all operations with weights. */
    public static Plan forced(DeviceNetwork network, Core core, KernelChoice choice) {
        List<Decision> decisions = new ArrayList<>();
        for (DeviceOperation operation : network.operations()) {
            decisions.add(
                    operation instanceof WeightedOperation
                            ? new Decision(choice, 1, "forced")
                            : null);
        }
        return Plan.of(network, core, decisions);
    }

    /** Inputs of a self-test; recurrent networks get sequences. */
    public static byte[][][] examples(IntegerNetwork network, int count) {
        int steps = network.isRecurrent() ? STEPS : 1;
        byte[][] inputs = RandomNetworks.inputs(1, count * steps, network.inputs());
        byte[][][] examples = new byte[count][steps][];
        for (int i = 0; i < inputs.length; i++) {
            examples[i / steps][i % steps] = inputs[i];
        }
        return examples;
    }

    private static float[][][] floats(FloatNetwork network, int count) {
        Random random = new Random(1);
        float[][][] examples = new float[count][network.isRecurrent() ? STEPS : 1][];
        for (float[][] example : examples) {
            for (int run = 0; run < example.length; run++) {
                example[run] = RandomRealNetworks.input(random, network.inputs());
            }
        }
        return examples;
    }

    /** Writes a plan with examples. */
    public static void write(Path folder, String name, Plan plan, int count) {
        if (plan.network() instanceof FloatNetwork network) {
            Exporter.write(folder, name, plan, "identity", floats(network, count));
        } else {
            IntegerNetwork network = (IntegerNetwork) plan.network();
            Exporter.write(folder, name, plan, "identity", examples(network, count));
        }
    }
}
