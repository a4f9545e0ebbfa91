package org.binaryconnect.hwexport.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.emit.java.JavaName;
import org.binaryconnect.hwexport.emit.java.JavaSource;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.model.PackedModel;

/** Writes the export folder of a network for Java: one source file, the packed model, reports. */
public final class JavaExportWriter {

    /** What stands for a core in reports and on the command line. */
    public static final String TARGET = "java";

    private JavaExportWriter() {}

    /**
     * Writes the folder, or nothing.
     *
     * @param folder absent, empty, or an earlier export, which is replaced
     * @param export its name is that of a class, with or without a package
     * @throws ExportException if the name is none of a Java class or the folder cannot be written
     */
    public static void write(Path folder, Export export) {
        JavaName name = JavaName.of(export.name());
        IntegerNetwork network = integers(export);
        String hash = PackedModel.sha256(network);
        String source =
                JavaSource.of(name, network, hash, export.outputFunction(), export.golden());
        try (ExportFolder out = new ExportFolder(folder)) {
            out.write(name.file(), source);
            out.write(Export.packedModel(export.name()), PackedModel.write(network));
            out.write("README.md", readme(name, export));
            out.write("report.html", new HtmlReport(export, "Java", hash).html());
            out.write(ExportFolder.MARKER, new ExportReport(export, TARGET, hash).json());
            out.publish();
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(folder, e), e);
        }
    }

    private static IntegerNetwork integers(Export export) {
        if (export.network() instanceof IntegerNetwork network) {
            return network;
        }
        throw new ExportException(
                "There is no Java export with floating-point activations; use --activations uint8 or a target in C");
    }

    private static String readme(JavaName name, Export export) {
        IntegerNetwork network = integers(export);
        Map<String, Object> values = new HashMap<>();
        values.put("name", export.name());
        values.put("className", name.className());
        values.put("file", name.file());
        values.put("packedModel", Export.packedModel(export.name()));
        values.put("inputs", network.inputs());
        values.put("scores", network.scores());
        values.put("weightBytes", network.weightBytes());
        values.put("inputHeight", network.input().shape().height());
        values.put("inputWidth", network.input().shape().width());
        values.put("inputChannels", network.input().shape().channels());
        values.put("inputScale", network.inputScale());
        values.put("inputZeroPoint", network.input().zeroPoint());
        values.put("scoreScale", network.scoreScale());
        values.put(
                "outputFunction",
                export.outputFunction().equals("identity") ? null : export.outputFunction());
        values.put("isRecurrent", export.golden().steps() > 1 || !network.states().isEmpty());
        values.put("vectorCount", export.golden().inputs().length);
        values.put("notes", export.notes());
        values.put("hasNotes", !export.notes().isEmpty());
        return Templates.render("java/README.md", values);
    }
}
