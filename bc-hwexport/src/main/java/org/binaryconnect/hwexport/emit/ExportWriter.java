package org.binaryconnect.hwexport.emit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.c.CSources;
import org.binaryconnect.hwexport.emit.c.OperationWriter;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.toolchain.BuildLines;

/**
 * Writes the export folder of a network: C sources, self-test with golden vectors, memory files,
 * report.
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
                    "rv32imc/bc_target_core.c",
                    "rv32imc/virt.ld");

    private ExportWriter() {}

    /**
     * Writes the folder, or nothing.
     *
     * @param folder absent, empty, or an earlier export, which is replaced
     * @param name prefix of all C and file names: a lower-case C identifier
     * @param hash identity of the network
     * @param outputFunction what the model applies to the scores; "identity" for nothing
     * @throws ExportException if the name is no such identifier or the folder cannot be written
     */
    public static void write(
            Path folder,
            String name,
            Plan plan,
            String hash,
            String outputFunction,
            GoldenVectors golden) {
        CName.check(name);
        CSources sources = new CSources(name, plan, hash, outputFunction, golden);
        try (ExportFolder out = new ExportFolder(folder)) {
            List<String> runtime = sources.runtime(plan).all();
            for (String file : runtime) {
                out.copy("c/runtime/" + file, file);
            }
            for (String file : TARGET_FILES) {
                out.copy("c/targets/" + file, "targets/" + file);
            }
            out.write(name + ".h", sources.render("model.h"));
            out.write(name + ".c", sources.render("model.c"));
            out.write(name + "_data.h", sources.render("model_data.h"));
            out.write(name + "_data.c", sources.render("model_data.c"));
            out.write(name + "_golden.h", sources.render("golden.h"));
            out.write(name + "_golden.c", sources.render("golden.c"));
            out.write(name + "_selftest.c", sources.render("selftest.c"));
            out.write(name + "_filter.c", sources.render("filter.c"));
            List<Operation> operations = plan.network().operations();
            for (int o = 0; o < operations.size(); o++) {
                if (operations.get(o) instanceof Operation.Linear linear
                        && linear.weights() instanceof IntegerWeights.Binary binary) {
                    String identifier = OperationWriter.identifier(o);
                    String title =
                            "%s, layer %d (%s)"
                                    .formatted(name, o, OperationWriter.inComment(linear.name()));
                    out.write(
                            "memory/%s_%s_weights.mem".formatted(name, identifier),
                            MemoryFile.lines(title, binary.matrix()));
                }
            }
            out.write("README.md", sources.render("README.md", BuildLines.of(name, runtime)));
            out.write(
                    ExportFolder.MARKER,
                    ExportReport.json(
                            name, plan, hash, sources.weightBytes(), sources.constantBytes()));
            out.publish();
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
    }
}
