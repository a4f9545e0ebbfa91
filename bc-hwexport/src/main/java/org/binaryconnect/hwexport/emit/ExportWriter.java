package org.binaryconnect.hwexport.emit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerDense;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;

/**
 * Writes the export folder of a network: C sources, self-test with golden vectors, memory files,
 * report.
 */
public final class ExportWriter {

    private static final Set<String> RESERVED =
            Set.of(
                    ("alignas alignof and asm auto bool break case catch char class const continue default delete do double"
                                    + " else enum extern false float for friend goto if inline int long main namespace new not"
                                    + " operator or private protected public register restrict return short signed sizeof static"
                                    + " struct switch template this throw true try typedef typename union unsigned using virtual"
                                    + " void volatile while xor memory")
                            .split(" "));

    private ExportWriter() {}

    /**
     * Writes the folder, or nothing.
     *
     * @param folder absent, empty, or an earlier export, which is replaced
     * @param name prefix of all C and file names: a lower-case C identifier
     * @param goldenInputs vectors for the self-test, at least one, [vectors][inputs] unsigned bytes
     * @param buildLines values for the README: {@code hostBuild}, {@code simulated}
     * @throws ExportException if the name is no such identifier or the folder cannot be written
     */
    public static void write(
            Path folder,
            String name,
            IntegerNetwork network,
            byte[][] goldenInputs,
            Map<String, Object> buildLines) {
        if (!name.matches("[a-z][a-z0-9_]{0,39}")
                || name.startsWith("bc_")
                || RESERVED.contains(name)) {
            throw new ExportException(
                    "\"%s\" cannot be the prefix of C names; use a lower-case letter, then up to 39 of a-z, 0-9 and _, no C or C++ keyword, and not bc_ first"
                            .formatted(name));
        }
        if (goldenInputs.length == 0) {
            throw new ExportException(
                    "The self-test needs at least one golden vector; give inputs");
        }
        ReferenceInterpreter reference = new ReferenceInterpreter(network);
        int[][] goldenScores =
                Arrays.stream(goldenInputs).map(reference::run).toArray(int[][]::new);
        String hash = NetworkHash.of(network);
        CSources sources = new CSources(name, network, hash, goldenInputs, goldenScores);
        try (ExportFolder out = new ExportFolder(folder)) {
            for (String runtime :
                    List.of("bc_dense.h", "bc_dense.c", "bc_requantize.h", "bc_requantize.c")) {
                out.copy("c/runtime/" + runtime, runtime);
            }
            for (String file :
                    List.of(
                            "bc_target.h",
                            "bc_target_core.h",
                            "bc_target_count.c",
                            "bc_target_print.c",
                            "bc_target_qemu.c",
                            "sections.ld",
                            "host/bc_target.c",
                            "cortex-m/bc_target_core.c",
                            "cortex-m/mps2.ld",
                            "cortex-m/mps3-an547.ld",
                            "rv32imc/bc_target_core.c",
                            "rv32imc/virt.ld",
                            "avr/bc_target_core.c")) {
                out.copy("c/targets/" + file, "targets/" + file);
            }
            out.write(name + ".h", sources.render("model.h"));
            out.write(name + ".c", sources.render("model.c"));
            out.write(name + "_data.c", sources.render("model_data.c"));
            out.write(name + "_golden.h", sources.render("golden.h"));
            out.write(name + "_golden.c", sources.render("golden.c"));
            out.write(name + "_selftest.c", sources.render("selftest.c"));
            out.write(name + "_filter.c", sources.render("filter.c"));
            for (int i = 0; i < network.layers().size(); i++) {
                IntegerDense layer = network.layers().get(i);
                String title =
                        name + ", layer " + i + " (" + CSources.inComment(layer.name()) + ")";
                out.write(
                        "memory/%s_%s_weights.mem".formatted(name, CSources.identifier(i)),
                        MemoryFile.lines(title, layer.weights()));
            }
            out.write("README.md", sources.render("README.md", buildLines));
            out.write(ExportFolder.MARKER, report(name, network, hash));
            out.publish();
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
    }

    private static String report(String name, IntegerNetwork network, String hash)
            throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", name);
        report.put("formatVersion", NetworkHash.FORMAT_VERSION);
        report.put(ExportFolder.MARKER_FIELD, hash);
        report.put("inputs", network.inputs());
        report.put("scores", network.scores());
        report.put("inputScale", network.inputScale());
        report.put("scoreScale", network.scoreScale());
        report.put("weights", network.weights());
        report.put("weightBytes", network.weightBytes());
        report.put("memoryBytes", MemoryPlan.of(network).bytes());
        report.put("scratchBytes", MemoryPlan.SCRATCH_BYTES);
        report.put(
                "layers",
                network.layers().stream()
                        .map(
                                layer -> {
                                    Map<String, Object> entry = new LinkedHashMap<>();
                                    entry.put("name", layer.name());
                                    entry.put("fanIn", layer.fanIn());
                                    entry.put("outputs", layer.outputs());
                                    entry.put("weightBytes", layer.weights().size());
                                    return entry;
                                })
                        .toList());
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                + "\n";
    }
}
