package org.binaryconnect.hwexport.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.FpgaGoals;
import org.binaryconnect.hwexport.fpga.FpgaPlanner;
import org.binaryconnect.hwexport.fpga.Implementation;
import org.binaryconnect.hwexport.fpga.Resources;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.toolchain.Fpga;
import org.binaryconnect.hwexport.toolchain.Synthesis;
import org.binaryconnect.hwexport.toolchain.Verilog;

/**
 * The export for FPGAs: designs for a goal, places the design where the tools are installed, and
 * writes it only if goal and device are met.
 */
public final class FpgaExporter {

    /** Designs that are placed before a goal is given up. */
    private static final int TRIES = 4;

    /** A design of the next try aims a little beyond the goal. */
    private static final double MARGIN = 0.98;

    private final Export export;
    private final IntegerNetwork network;
    private final Fpga device;
    private final FpgaGoals goals;
    private final Consumer<String> progress;

    private FpgaExporter(Export export, Fpga device, FpgaGoals goals, Consumer<String> progress) {
        this.export = export;
        this.network = (IntegerNetwork) export.network();
        this.device = device;
        this.goals = goals;
        this.progress = progress;
    }

    /**
     * What was written.
     *
     * @param implementation null if nothing was placed
     */
    public record Result(FpgaDesign design, Implementation implementation) {}

    /**
     * Writes Verilog, memories, test bench, scripts and reports.
     *
     * @param folder absent, empty, or an earlier export, which is replaced; written whole or not at
     *     all
     * @param device null for none in particular: nothing is placed
     * @param progress takes a line before a long step
     * @throws ExportException naming the layer that has no form for an FPGA, or saying what of the
     *     device or the goal cannot be met, or if the folder cannot be used
     */
    public static Result write(
            Path folder, Export export, Fpga device, FpgaGoals goals, Consumer<String> progress) {
        Result result = new FpgaExporter(export, device, goals, progress).result();
        FpgaExportWriter.write(folder, export, result.design(), result.implementation());
        return result;
    }

    private Result result() {
        double megahertz = device == null ? Fpga.ANY_MEGAHERTZ : device.typicalMegahertz();
        double cells = goals.logicCells();
        boolean isPlaced = device != null && Synthesis.isInstalled();
        for (int left = TRIES; ; left--) {
            FpgaDesign design = design(megahertz, (int) cells);
            if (!isPlaced) {
                if (device != null) {
                    checkEstimate(Resources.of(design));
                }
                return new Result(design, null);
            }
            Implementation placed = place(design);
            boolean isFast = placed.framesPerSecond(design) >= goals.framesPerSecond();
            boolean isSmall = goals.logicCells() == 0 || placed.logicCells() <= goals.logicCells();
            if (isFast && isSmall) {
                return new Result(design, placed);
            }
            if (left == 1) {
                throw missed(design, placed);
            }
            megahertz = Math.min(megahertz, placed.megahertz()) * MARGIN;
            cells = cells * MARGIN * Math.min(1, (double) goals.logicCells() / placed.logicCells());
        }
    }

    private FpgaDesign design(double megahertz, int cells) {
        if (goals.framesPerSecond() > 0) {
            return FpgaPlanner.withClocks(
                    network, (long) (megahertz * 1e6 / goals.framesPerSecond()));
        }
        return goals.logicCells() > 0
                ? FpgaPlanner.withLogicCells(network, cells)
                : FpgaPlanner.withParallel(network, goals.parallel());
    }

    private void checkEstimate(Resources estimate) {
        if (estimate.blockRams() > device.blockRams()
                || estimate.logicCells() > device.logicCells()) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "The design needs some %,d logic cells of %,d and %,d block RAMs of %,d on %s, as estimated; use a smaller network or a larger device (--device none)",
                            estimate.logicCells(),
                            device.logicCells(),
                            estimate.blockRams(),
                            device.blockRams(),
                            device.title()));
        }
    }

    private ExportException missed(FpgaDesign design, Implementation placed) {
        return goals.framesPerSecond() > 0
                ? new ExportException(
                        String.format(
                                Locale.ROOT,
                                "%,.0f frames a second cannot be met on %s: the best design reached %,.0f (%,d clocks a frame at %.1f MHz); ask for less",
                                goals.framesPerSecond(),
                                device.title(),
                                placed.framesPerSecond(design),
                                design.clocks(),
                                placed.megahertz()))
                : new ExportException(
                        String.format(
                                Locale.ROOT,
                                "%,d logic cells are not enough: the best design took %,d; allow more, or use a smaller network",
                                goals.logicCells(),
                                placed.logicCells()));
    }

    private Implementation place(FpgaDesign design) {
        progress.accept("Placing on %s".formatted(device.title()));
        try (TemporaryFolder work = new TemporaryFolder("bc-fpga")) {
            Path folder = work.path().resolve("design");
            FpgaExportWriter.write(folder, export, design, null);
            String name = export.name();
            String pins = FpgaExportWriter.pins(name);
            List<String> sources = new ArrayList<>(FpgaExportWriter.verilog(name, design));
            sources.add("synthesis/%s.v".formatted(pins));
            Synthesis synthesis =
                    Synthesis.of(new Verilog(folder, sources, pins), Synthesis.Family.ICE40);
            Synthesis.Placement placement = synthesis.place(device);
            return new Implementation(
                    device.title(),
                    placement.logicCells(),
                    placement.logicCellsAvailable(),
                    synthesis.cells("SB_LUT4"),
                    synthesis.cells("SB_DFF"),
                    placement.blockRams(),
                    placement.blockRamsAvailable(),
                    placement.maxFrequencyMhz());
        }
    }
}
