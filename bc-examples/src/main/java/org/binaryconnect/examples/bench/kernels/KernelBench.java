package org.binaryconnect.examples.bench.kernels;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.FloatKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import picocli.CommandLine.Command;

/**
 * Instructions that single layers take on simulated cores, table building and requantization
 * included. Exact, not a timing.
 */
@Command(
        name = "kernels",
        description =
                "Executed instructions (AVR: cycles) of single layers on simulated microcontrollers.",
        mixinStandardHelpOptions = true)
public final class KernelBench implements Callable<Integer> {

    /** A layer with the kernels that are measured on it. */
    private record Layer(String title, DeviceNetwork network, List<KernelChoice> kernels) {}

    private static final List<Core> CORES =
            List.of(
                    Core.CORTEX_M0PLUS,
                    Core.CORTEX_M3,
                    Core.CORTEX_M4,
                    Core.CORTEX_M55,
                    Core.RV32IMC);

    @Override
    public Integer call() throws IOException {
        System.out.printf(
                "Most instructions (AVR: cycles) of 3 random inputs, table building and requantization included.%n%n");
        System.out.printf(
                "%-26s %-10s %-18s %10s %14s %10s %7s%n",
                "layer", "core", "kernel", "scratch", "count", "a weight", "exact");
        boolean exact = true;
        for (Layer layer : layers()) {
            for (Core core : CORES) {
                for (KernelChoice kernel : layer.kernels) {
                    if (runsOn(kernel, core)) {
                        exact &= measure(layer, core, kernel);
                    }
                }
            }
        }
        for (int[] shape : new int[][] {{1024, 240}, {128, 64}, {1024, 10}}) {
            IntegerNetwork network = LayerNetworks.dense(shape[0], shape[1], true);
            for (DenseKernel kernel : DenseKernel.values()) {
                if (kernel.isBinary()
                        && kernel.runsOn(Core.AVR)
                        && kernel.scratchBytes(shape[0], shape[1]) < 10_000) {
                    exact &=
                            measure(
                                    new Layer("dense " + shape[0] + "x" + shape[1], network, null),
                                    Core.AVR,
                                    new KernelChoice.Dense(kernel));
                }
            }
        }
        return exact ? 0 : 1;
    }

    private static List<Layer> layers() {
        List<KernelChoice> dense =
                List.of(
                        new KernelChoice.Dense(DenseKernel.LUT8),
                        new KernelChoice.Dense(DenseKernel.LUT8_TILED),
                        new KernelChoice.Dense(DenseKernel.BUCKETS),
                        new KernelChoice.Dense(DenseKernel.BUCKETS4),
                        new KernelChoice.Dense(DenseKernel.USADA8),
                        new KernelChoice.Dense(DenseKernel.MVE),
                        new KernelChoice.Dense(DenseKernel.MVE_LUT8));
        List<KernelChoice> floats =
                List.of(
                        new KernelChoice.FloatDense(FloatKernel.LUT8),
                        new KernelChoice.FloatDense(FloatKernel.LUT4));
        return List.of(
                new Layer("float dense 1024x1024", FloatNetworks.dense(1024, 1024, true), floats),
                new Layer("float dense 784x256", FloatNetworks.dense(784, 256, true), floats),
                new Layer("float dense 1024x10", FloatNetworks.dense(1024, 10, true), floats),
                new Layer("dense 1024x1024", LayerNetworks.dense(1024, 1024, true), dense),
                new Layer("dense 784x256", LayerNetworks.dense(784, 256, true), dense),
                new Layer("dense 1024x10", LayerNetworks.dense(1024, 10, true), dense),
                new Layer(
                        "conv 3x3 64-64 on 16x16",
                        LayerNetworks.convolution(16, 64, 64, 3),
                        List.of(
                                new KernelChoice.SharedTables(),
                                new KernelChoice.Windows(DenseKernel.LUT8_TILED),
                                new KernelChoice.Windows(DenseKernel.USADA8),
                                new KernelChoice.Windows(DenseKernel.MVE))));
    }

    private static boolean runsOn(KernelChoice choice, Core core) {
        if (choice instanceof KernelChoice.Dense dense) {
            return dense.kernel().runsOn(core);
        }
        return !(choice instanceof KernelChoice.Windows windows) || windows.kernel().runsOn(core);
    }

    private static boolean measure(Layer layer, Core core, KernelChoice kernel) throws IOException {
        Measurement measurement = Measurement.of(layer.network, core, kernel);
        System.out.printf(
                Locale.ROOT,
                "%-26s %-10s %-18s %,10d %,14d %10.3f %7s%n",
                layer.title,
                core.title(),
                kernel.id(),
                measurement.scratchBytes(),
                measurement.count(),
                measurement.each(),
                measurement.isExact() ? "yes" : "NO");
        return measurement.isExact();
    }
}
