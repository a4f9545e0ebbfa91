package org.binaryconnect.hwexport.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.c.CName;
import org.binaryconnect.hwexport.emit.c.CSources;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.kernels.CodeSizes;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.toolchain.BuildLines;
import org.binaryconnect.hwexport.toolchain.Target;

/**
 * Writes the export folder of a network for C: sources, self-test with golden vectors, build files,
 * reports.
 */
public final class ExportWriter {

    private static final List<String> TARGET_FILES =
            List.of(
                    "bc_target.h",
                    "bc_target_core.h",
                    "bc_target_count.c",
                    "bc_target_print.c",
                    "bc_target_qemu.c",
                    "sections.ld",
                    "avr/bc_target_core.c",
                    "cortex-m/bc_target_core.c",
                    "cortex-m/mps2.ld",
                    "cortex-m/mps3-an547.ld",
                    "host/bc_target.c",
                    "host/bc_trace.c",
                    "host/bc_trace.h",
                    "rv32imc/bc_target_core.c",
                    "rv32imc/virt.ld");

    /** Looks at a folder before it is published; throws what keeps it from being written. */
    @FunctionalInterface
    public interface Check {
        /** No check. */
        Check NONE = (folder, flash) -> {};

        /**
         * @param folder with all files
         * @param flash what the model takes, without a compiler
         */
        void run(Path folder, FlashEstimate flash);
    }

    private final Export export;
    private final Plan plan;
    private final String hash;
    private final CSources sources;
    private final List<String> runtime;
    private final FlashEstimate flash;

    private ExportWriter(Export export, Plan plan) {
        CName.check(export.name());
        this.export = export;
        this.plan = plan;
        this.hash = export.hash();
        this.sources =
                new CSources(export.name(), plan, hash, export.outputFunction(), export.golden());
        this.runtime = sources.runtime(plan).all();
        this.flash =
                new FlashEstimate(
                        sources.weightBytes(),
                        sources.constantBytes(),
                        CodeSizes.of(plan.core()).sum(runtime));
    }

    /**
     * Writes the folder, or nothing.
     *
     * @param folder absent, empty, or an earlier export, which is replaced
     * @return what the model takes of flash
     * @throws ExportException if the name is no lower-case C identifier, the folder cannot be
     *     written, or the check fails
     */
    public static FlashEstimate write(Path folder, Export export, Plan plan, Check check) {
        ExportWriter writer = new ExportWriter(export, plan);
        try (ExportFolder out = new ExportFolder(folder)) {
            writer.copyRuntime(out);
            writer.writeSources(out);
            writer.writeReports(out);
            check.run(out.staging(), writer.flash);
            out.publish();
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
        return writer.flash;
    }

    /** What a model takes of flash, without writing it. */
    public static FlashEstimate estimate(Export export, Plan plan) {
        return new ExportWriter(export, plan).flash;
    }

    /**
     * Whether a folder could be written.
     *
     * @throws ExportException if not
     */
    public static void checkFolder(Path folder) {
        try (ExportFolder out = new ExportFolder(folder)) {
            out.write("probe", "");
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
    }

    private void copyRuntime(ExportFolder out) throws IOException {
        for (String file : runtime) {
            out.copy("c/runtime/" + file, file);
        }
        for (String file : TARGET_FILES) {
            out.copy("c/targets/" + file, "targets/" + file);
        }
    }

    private void writeSources(ExportFolder out) throws IOException {
        String name = export.name();
        out.write(name + ".h", sources.render("model.h"));
        out.write(name + ".c", sources.render("model.c"));
        out.write(name + "_data.h", sources.render("model_data.h"));
        out.write(name + "_data.c", sources.render("model_data.c"));
        out.write(name + "_golden.h", sources.render("golden.h"));
        out.write(name + "_golden.c", sources.render("golden.c"));
        out.write(name + "_selftest.c", sources.render("selftest.c"));
        out.write(name + "_filter.c", sources.render("filter.c"));
        Map<String, Object> more =
                new HashMap<>(BuildLines.of(name, runtime, Target.of(plan.core())));
        more.put("constantBytes", sources.constantBytes());
        more.put("notes", export.notes());
        more.put("hasNotes", !export.notes().isEmpty());
        for (String file : List.of("Makefile", "CMakeLists.txt", "README.md")) {
            out.write(file, sources.render(file, more));
        }
    }

    private void writeReports(ExportFolder out) throws IOException {
        if (export.network() instanceof IntegerNetwork integers) {
            out.write(Export.packedModel(export.name()), PackedModel.write(integers));
        }
        HtmlReport html = new HtmlReport(export, plan.core().title(), hash);
        html.plan(plan, flash);
        out.write("report.html", html.html());
        ExportReport report = new ExportReport(export, plan.core().id(), hash);
        report.plan(plan, flash);
        out.write(ExportFolder.MARKER, report.json());
    }
}
