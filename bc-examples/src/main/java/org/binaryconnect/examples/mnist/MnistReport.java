package org.binaryconnect.examples.mnist;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import org.binaryconnect.hwexport.folder.FlashEstimate;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;

/** The one table with which the main job ends. */
final class MnistReport {

    private final PrintStream out;
    private final List<String> lines = new ArrayList<>();
    private IntegerNetwork network;
    private double dl4jError;

    /** What is not as it must be, one line each. */
    private final List<String> faults = new ArrayList<>();

    MnistReport(PrintStream out) {
        this.out = out;
    }

    private void row(String what, String format, Object... values) {
        lines.add("%-38s %s".formatted(what, String.format(Locale.ROOT, format, values)));
    }

    void training(Training.Result trained) {
        row("Training", "%s", Progress.format(Duration.ofSeconds(Math.round(trained.seconds()))));
    }

    void dl4j(double error) {
        dl4jError = error;
        row("Test error, DL4J, binary weights", "%.2f %%", 100 * error);
    }

    void reference(double error, IntegerNetwork network) {
        this.network = network;
        row(
                "Test error, integer reference (Java)",
                "%.2f %% (%+.2f points)",
                100 * error,
                100 * (error - dl4jError));
    }

    void host(double error, int mismatches, int vectors) {
        row("Test error, C program on this computer", "%.2f %%", 100 * error);
        row(
                "C differs from reference",
                "%d of %,d images (all scores compared)",
                mismatches,
                vectors);
        differs("the C program on this computer", mismatches);
    }

    void simulated(
            Target target,
            Plan plan,
            FlashEstimate flash,
            Firmware firmware,
            List<Firmware.VectorResult> vectors) {
        long differing = vectors.stream().filter(vector -> vector.mismatches() > 0).count();
        long most =
                vectors.stream().mapToLong(Firmware.VectorResult::instructions).max().orElseThrow();
        long flashBytes = firmware.flashBytes();
        long weightBytes = firmware.weightBytes();
        long memoryBytes = firmware.memoryBytes();
        row(
                target.title() + " differs from reference",
                "%d of %d images",
                differing,
                vectors.size());
        row(
                target.title() + " flash",
                "%,d bytes: weights %,d, other %,d",
                flashBytes,
                weightBytes,
                flashBytes - weightBytes);
        row(
                target.title() + " instructions, one inference",
                "%,d at most: %.3f a weight",
                most,
                (double) most / network.weights());
        row(target.title() + " RAM", "%,d bytes, input, scores and stack apart", memoryBytes);
        differs("the C program on " + target.title(), differing);
        stated(target, "weights", flash.weights(), weightBytes);
        stated(target, "RAM", plan.memoryBytes(), memoryBytes);
    }

    private void differs(String program, long vectors) {
        if (vectors > 0) {
            faults.add("%s differs from the reference in %d images".formatted(program, vectors));
        }
    }

    private void stated(Target target, String what, long stated, long found) {
        if (stated != found) {
            faults.add(
                    "report.json states %d bytes of %s, the program for %s has %d"
                            .formatted(stated, what, target.title(), found));
        }
    }

    /**
     * Prints the table.
     *
     * @return whether every program gave the reference's numbers and the flash report is true
     */
    boolean print(Path run, Path model, Path export) {
        long unpadded = (network.weights() + 7) / 8;
        row(
                "Weights",
                "%,d, one bit each: %,d bytes, %,d of them padding",
                network.weights(),
                network.weightBytes(),
                network.weightBytes() - unpadded);
        row("Metrics", "%s", run.resolve("metrics.jsonl"));
        row("Model", "%s", model);
        row("Firmware", "%s", export);
        out.println();
        lines.forEach(out::println);
        faults.forEach(fault -> out.printf("%nFAILED: %s%n", fault));
        return faults.isEmpty();
    }
}
