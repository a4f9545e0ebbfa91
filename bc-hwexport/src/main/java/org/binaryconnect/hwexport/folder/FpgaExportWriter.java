package org.binaryconnect.hwexport.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.c.CName;
import org.binaryconnect.hwexport.emit.memory.MemoryFormat;
import org.binaryconnect.hwexport.emit.verilog.VerilogSources;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.packing.MemoryImage;

/** Writes the export folder of a network for FPGAs. */
public final class FpgaExportWriter {

    private FpgaExportWriter() {}

    /** Writes the folder, or nothing. */
    public static void write(Path folder, Export export, FpgaDesign design) {
        String name = CName.check(export.name());
        IntegerNetwork network = (IntegerNetwork) export.network();
        String hash = PackedModel.sha256(network);
        VerilogSources sources = new VerilogSources(name, design, hash, export.golden());
        try (ExportFolder out = new ExportFolder(folder)) {
            for (String module : sources.modules()) {
                out.copy("verilog/" + module + ".v", "rtl/" + module + ".v");
            }
            out.write("rtl/" + name + ".v", sources.render("top.v", Map.of()));
            for (Map.Entry<String, MemoryImage> memory : sources.memories().entrySet()) {
                for (MemoryFormat format : MemoryFormat.values()) {
                    out.write(
                            "memory/%s.%s".formatted(memory.getKey(), format.extension()),
                            format.text(memory.getKey(), memory.getValue()));
                }
            }
            out.write("sim/" + name + "_tb.v", sources.render("testbench.v", new HashMap<>()));
            out.write("sim/inputs.hex", VerilogSources.hexadecimal(export.golden().inputs()));
            out.write("sim/scores.hex", VerilogSources.hexadecimal(export.golden().scores()));
            out.write(ExportFolder.MARKER, new ExportReport(export, "fpga", hash).json());
            out.publish();
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
    }
}
