package org.binaryconnect.examples.bench.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.CostModel;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.FloatKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.KernelFeatures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures every kernel on every simulated core and writes the tables of the cost model. */
@Command(
        name = "costs",
        description =
                "Measure the kernels on the simulated cores and write the tables that the planner predicts from.",
        mixinStandardHelpOptions = true)
public final class CostBench implements Callable<Integer> {

    private static final int[][] DENSE = {
        {16, 4},
        {40, 10},
        {64, 64},
        {128, 16},
        {256, 10},
        {256, 100},
        {1024, 10},
        {784, 128},
        {100, 600},
        {512, 256}
    };

    /** Size, channels, filters, kernel. */
    private static final int[][] CONVOLUTIONS = {
        {8, 3, 8, 3},
        {8, 16, 16, 3},
        {12, 8, 24, 5},
        {6, 40, 12, 3},
        {16, 1, 8, 3},
        {10, 64, 8, 1},
        {8, 24, 24, 3},
        {9, 96, 10, 3}
    };

    /** Size, channels, kernel. */
    private static final int[][] DEPTHWISE = {
        {8, 16, 3}, {10, 3, 3}, {6, 32, 5}, {12, 8, 1}, {7, 40, 3}
    };

    /** An AVR has 16 KB of RAM, and 64 KB of flash within reach of its pointers. */
    private static final int AVR_RAM = 12_000;

    private static final int AVR_FLASH = 40_000;

    /** The instruction memory of the simulated board has 512 KB. */
    private static final int M55_FLASH = 380_000;

    @Option(
            names = "--out",
            description = "Folder of the tables. Default: ${DEFAULT-VALUE}.",
            defaultValue = "bc-hwexport/src/main/resources/costs")
    private Path out;

    @Option(names = "--target", split = ",", description = "Only these cores.")
    private List<String> targets;

    /** Flash of the runtime's files on the core that is being measured. */
    private final Map<String, Long> codeBytes = new TreeMap<>();

    /** What was measured of a kernel: its features beside the counts. */
    private static final class Samples {
        private final List<double[]> features = new ArrayList<>();
        private final List<Double> counts = new ArrayList<>();

        private void add(double[] row, double count) {
            features.add(row);
            counts.add(count);
        }

        private double[] fit() {
            return NonNegativeLeastSquares.fit(
                    features.toArray(double[][]::new),
                    counts.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        for (Core core : Core.values()) {
            if (targets == null || targets.contains(core.id())) {
                // A computer has no counter of its own; a core with plain loads and adds stands for
                // it.
                measure(core);
            }
        }
        return 0;
    }

    private void measure(Core core) throws IOException {
        Core measured = core == Core.HOST ? Core.CORTEX_M3 : core;
        codeBytes.clear();
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (DenseKernel kernel : DenseKernel.values()) {
            if (kernel.runsOn(core)) {
                for (int[] shape : DENSE) {
                    add(
                            samples,
                            measured,
                            LayerNetworks.dense(shape[0], shape[1], kernel.isBinary()),
                            new KernelChoice.Dense(kernel));
                }
            }
        }
        for (int[] shape : core == Core.AVR ? new int[0][] : CONVOLUTIONS) {
            add(
                    samples,
                    measured,
                    LayerNetworks.convolution(shape[0], shape[1], shape[2], shape[3]),
                    new KernelChoice.SharedTables());
        }
        for (boolean binary : new boolean[] {true, false}) {
            for (int[] shape : DEPTHWISE) {
                add(
                        samples,
                        measured,
                        LayerNetworks.depthwise(shape[0], shape[1], shape[2], binary),
                        new KernelChoice.Depthwise(binary));
            }
        }
        Map<String, double[]> coefficients = new LinkedHashMap<>();
        samples.forEach((kernel, rows) -> coefficients.put(kernel, rows.fit()));
        Samples windows = new Samples();
        for (int[] shape : CONVOLUTIONS) {
            addWindows(
                    windows,
                    measured,
                    LayerNetworks.convolution(shape[0], shape[1], shape[2], shape[3]),
                    new KernelChoice.Windows(
                            core == Core.AVR ? DenseKernel.AVR_LUT4 : DenseKernel.BUCKETS4),
                    coefficients);
        }
        coefficients.put("windows", windows.fit());
        operations(measured, samples, coefficients);
        if (core != Core.AVR) {
            // A computer has a floating-point unit.
            floats(core == Core.HOST ? Core.CORTEX_M4 : core, samples, coefficients);
        }
        write(core, coefficients);
        if (core == measured) {
            Files.write(
                    out.resolve(core.id() + "-code.csv"),
                    codeBytes.entrySet().stream()
                            .map(entry -> entry.getKey() + "," + entry.getValue())
                            .toList());
        }
        report(core, samples, coefficients);
    }

    /** Kernels and operations on floating-point numbers. */
    private void floats(Core core, Map<String, Samples> samples, Map<String, double[]> coefficients)
            throws IOException {
        for (FloatKernel kernel : FloatKernel.values()) {
            for (int[] shape : DENSE) {
                add(
                        samples,
                        core,
                        FloatNetworks.dense(shape[0], shape[1], kernel.isBinary()),
                        new KernelChoice.FloatDense(kernel));
            }
        }
        for (boolean binary : new boolean[] {true, false}) {
            for (int[] shape : DEPTHWISE) {
                add(
                        samples,
                        core,
                        FloatNetworks.depthwise(shape[0], shape[1], shape[2], binary),
                        new KernelChoice.FloatDepthwise(binary));
            }
        }
        for (FloatNetwork network : FloatNetworks.withoutWeights()) {
            addOperation(samples, core, network, 0, 0);
        }
        samples.forEach((kernel, rows) -> coefficients.putIfAbsent(kernel, rows.fit()));
        CostModel known = CostModel.of(coefficients);
        for (FloatNetwork network : FloatNetworks.cells()) {
            addOperation(samples, core, network, 1, known.predict(network.operations().get(0)));
        }
        samples.forEach((kernel, rows) -> coefficients.putIfAbsent(kernel, rows.fit()));
        Samples windows = new Samples();
        for (int[] shape : CONVOLUTIONS) {
            addWindows(
                    windows,
                    core,
                    FloatNetworks.convolution(shape[0], shape[1], shape[2], shape[3]),
                    new KernelChoice.FloatWindows(FloatKernel.LUT4),
                    coefficients);
        }
        coefficients.put("f32-windows", windows.fit());
    }

    /** Operations without weights. */
    private void operations(
            Core core, Map<String, Samples> samples, Map<String, double[]> coefficients)
            throws IOException {
        for (IntegerNetwork network : OperationNetworks.widenings()) {
            addOperation(samples, core, network, 0, 0);
        }
        coefficients.put("widen", samples.get("widen").fit());
        addOperations(samples, core, OperationNetworks.images(), coefficients);
        addOperations(samples, core, OperationNetworks.recurrent(), coefficients);
    }

    /** Each network's last operation but one; what the others cost is known already. */
    private void addOperations(
            Map<String, Samples> samples,
            Core core,
            List<IntegerNetwork> networks,
            Map<String, double[]> coefficients)
            throws IOException {
        CostModel known = CostModel.of(coefficients);
        for (IntegerNetwork network : networks) {
            int measured = network.operations().size() - 2;
            long others = 0;
            for (int o = 0; o < network.operations().size(); o++) {
                others += o == measured ? 0 : known.predict(network.operations().get(o));
            }
            addOperation(samples, core, network, measured, others);
        }
        samples.forEach((kernel, rows) -> coefficients.putIfAbsent(kernel, rows.fit()));
    }

    private void addOperation(
            Map<String, Samples> samples, Core core, DeviceNetwork network, int o, long others)
            throws IOException {
        Measurement measurement = exact(Measurement.of(network, core), "an operation", core);
        KernelFeatures.Term term =
                KernelFeatures.withoutWeights(network.operations().get(o)).orElseThrow();
        samples.computeIfAbsent(term.kernel(), kernel -> new Samples())
                .add(term.features(), Math.max(1, measurement.count() - others));
    }

    private Measurement exact(Measurement measurement, String what, Core core) {
        if (!measurement.isExact()) {
            throw new IllegalStateException(what + " is wrong on " + core.id());
        }
        codeBytes.putAll(measurement.codeBytes());
        return measurement;
    }

    private static boolean fits(Core core, DeviceNetwork network, int scratch) {
        return switch (core) {
            case AVR ->
                    scratch + network.inputs() + 4 * network.scores() < AVR_RAM
                            && network.weightBytes() < AVR_FLASH;
            case CORTEX_M55 -> network.weightBytes() < M55_FLASH;
            default -> true;
        };
    }

    private void add(
            Map<String, Samples> samples, Core core, DeviceNetwork network, KernelChoice choice)
            throws IOException {
        WeightedOperation linear = (WeightedOperation) network.operations().get(0);
        int scratch =
                org.binaryconnect.hwexport.kernels.Scratch.bytes(
                        choice, linear, network.input().shape());
        if (!fits(core, network, scratch)) {
            return;
        }
        Measurement measurement = exact(Measurement.of(network, core, choice), choice.id(), core);
        KernelFeatures.Term term =
                KernelFeatures.of(choice, linear, network.input().shape()).get(0);
        samples.computeIfAbsent(term.kernel(), kernel -> new Samples())
                .add(term.features(), measurement.count());
    }

    /** What is left of a convolution by windows when the dense kernel's own cost is taken away. */
    private void addWindows(
            Samples windows,
            Core core,
            DeviceNetwork network,
            KernelChoice choice,
            Map<String, double[]> coefficients)
            throws IOException {
        WeightedOperation linear = (WeightedOperation) network.operations().get(0);
        if (!fits(core, network, 4096)) {
            return;
        }
        List<KernelFeatures.Term> terms =
                KernelFeatures.of(choice, linear, network.input().shape());
        double dense = 0;
        double[] factors = coefficients.get(terms.get(0).kernel());
        for (int i = 0; i < factors.length; i++) {
            dense += factors[i] * terms.get(0).features()[i];
        }
        double left =
                exact(Measurement.of(network, core, choice), choice.id(), core).count() - dense;
        windows.add(terms.get(1).features(), Math.max(left, 0.02 * dense));
    }

    private void write(Core core, Map<String, double[]> coefficients) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Written by ./bc bench costs; CostModel and KernelFeatures say what this is.");
        coefficients.forEach(
                (kernel, factors) ->
                        lines.add(
                                kernel
                                        + ","
                                        + String.join(
                                                ",",
                                                Arrays.stream(factors)
                                                        .mapToObj(f -> "%.4f".formatted(f))
                                                        .toList())));
        Files.write(out.resolve(core.id() + ".csv"), lines);
    }

    private static void report(
            Core core, Map<String, Samples> samples, Map<String, double[]> coefficients) {
        samples.forEach(
                (kernel, rows) -> {
                    double worst = 0;
                    for (int r = 0; r < rows.counts.size(); r++) {
                        double predicted = 0;
                        for (int i = 0; i < rows.features.get(r).length; i++) {
                            predicted += coefficients.get(kernel)[i] * rows.features.get(r)[i];
                        }
                        worst = Math.max(worst, Math.abs(predicted / rows.counts.get(r) - 1));
                    }
                    System.out.printf(
                            Locale.ROOT,
                            "%-14s %-14s %3d layers, largest error of a prediction %5.1f %%%n",
                            core.id(),
                            kernel,
                            rows.counts.size(),
                            100 * worst);
                });
    }
}
