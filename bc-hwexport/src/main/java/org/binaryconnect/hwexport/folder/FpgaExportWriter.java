package org.binaryconnect.hwexport.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.c.CName;
import org.binaryconnect.hwexport.emit.memory.MemoryFormat;
import org.binaryconnect.hwexport.emit.verilog.VerilogSources;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.Implementation;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.packing.MemoryImage;

/**
 * Writes the export folder of a network for FPGAs: Verilog, memories, test bench, scripts, packed
 * model, reports.
 */
public final class FpgaExportWriter {

    /** What stands for a core in reports and on the command line. */
    public static final String TARGET = "fpga";

    private static final List<String> SCRIPTS =
            List.of("ice40.ys", "gates.ys", "ecp5.ys", "xc7.ys");

    private final Export export;
    private final FpgaDesign design;
    private final FpgaReport numbers;
    private final String hash;
    private final VerilogSources sources;

    private FpgaExportWriter(Export export, FpgaDesign design, Implementation implementation) {
        this.export = export;
        this.design = design;
        this.numbers = new FpgaReport(design, implementation);
        this.hash = PackedModel.sha256(design.network());
        this.sources =
                new VerilogSources(CName.check(export.name()), design, hash, export.golden());
    }

    /**
     * Writes the folder, or nothing.
     *
     * @param folder absent, empty, or an earlier export, which is replaced
     * @param export of the network of the design
     * @param implementation what the tools made of the design; null if they did not run
     * @throws ExportException if the name is no lower-case C identifier or the folder cannot be
     *     written
     */
    public static void write(
            Path folder, Export export, FpgaDesign design, Implementation implementation) {
        FpgaExportWriter writer = new FpgaExportWriter(export, design, implementation);
        try (ExportFolder out = new ExportFolder(folder)) {
            writer.write(out);
            out.publish();
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
    }

    /** The Verilog files of an export, from its folder on, without test bench. */
    public static List<String> verilog(String name, FpgaDesign design) {
        List<String> files =
                VerilogSources.modules(design).stream()
                        .map("rtl/%s.v"::formatted)
                        .collect(Collectors.toList());
        files.add("rtl/%s.v".formatted(name));
        return files;
    }

    /** The top module with few pins. */
    public static String pins(String name) {
        return name + "_pins";
    }

    private void write(ExportFolder out) throws IOException {
        String name = export.name();
        for (String module : VerilogSources.modules(design)) {
            out.copy("verilog/%s.v".formatted(module), "rtl/%s.v".formatted(module));
        }
        out.write("rtl/%s.v".formatted(name), sources.render("top.v", Map.of()));
        for (Map.Entry<String, MemoryImage> memory : sources.memories().entrySet()) {
            for (MemoryFormat format : MemoryFormat.values()) {
                out.write(
                        "memory/%s.%s".formatted(memory.getKey(), format.extension()),
                        format.text(memory.getKey(), memory.getValue()));
            }
        }
        out.write("sim/%s_tb.v".formatted(name), sources.render("testbench.v", Map.of()));
        out.write("sim/inputs.hex", VerilogSources.hexadecimal(export.golden().inputs()));
        out.write("sim/scores.hex", VerilogSources.hexadecimal(export.golden().scores()));
        Map<String, Object> more = new HashMap<>();
        more.put("sources", String.join(" ", verilog(name, design)));
        for (String script : SCRIPTS) {
            out.write("synthesis/" + script, sources.render(script, more));
        }
        out.write("synthesis/%s.v".formatted(pins(name)), sources.render("pins.v", Map.of()));
        out.write("Makefile", sources.render("Makefile", Map.of()));
        out.write("README.md", sources.render("README.md", readme()));
        out.write(Export.packedModel(name), PackedModel.write(design.network()));
        HtmlReport html = new HtmlReport(export, "FPGAs", hash);
        html.fpga(numbers);
        out.write("report.html", html.html());
        ExportReport report = new ExportReport(export, TARGET, hash);
        report.fpga(numbers);
        out.write(ExportFolder.MARKER, report.json());
    }

    private Map<String, Object> readme() {
        IntegerNetwork network = design.network();
        Map<String, Object> values = new HashMap<>();
        values.put("weights", String.format(Locale.ROOT, "%,d", network.weights()));
        values.put("packedModel", Export.packedModel(export.name()));
        values.put("facts", numbers.facts());
        values.put("layers", numbers.layers());
        values.put(
                "outputFunction",
                export.outputFunction().equals("identity") ? null : export.outputFunction());
        values.put("notes", export.notes());
        values.put("hasNotes", !export.notes().isEmpty());
        return values;
    }
}
