package org.binaryconnect.hwexport.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.java.JavaName;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.folder.JavaExportWriter;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.model.PackedModel;

/**
 * A folder that the exporter wrote.
 *
 * @param report its {@code report.json}
 */
public record ExportedFolder(Path folder, JsonNode report) {

    private static final Pattern HASH = Pattern.compile("MODEL_SHA256\\s*=?\\s*\"([^\"]*)\"");

    /**
     * Reads the report.
     *
     * @throws ExportException if the folder is none that the exporter wrote
     */
    public static ExportedFolder open(Path folder) {
        if (!Files.exists(folder)) {
            throw new ExportException(
                    "%s does not exist; give a folder that ./bc export wrote".formatted(folder));
        }
        Path file = folder.resolve("report.json");
        if (!Files.isRegularFile(file)) {
            throw new ExportException(
                    "%s is no export folder: it has no report.json; give a folder that ./bc export wrote"
                            .formatted(folder));
        }
        JsonNode report;
        try {
            report = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new ExportException(file + " is damaged; export the model again", e);
        }
        for (String field : new String[] {"name", "target", "modelSha256", "layers"}) {
            if (!report.hasNonNull(field)) {
                throw new ExportException(
                        "%s has no \"%s\"; export the model again".formatted(file, field));
            }
        }
        return new ExportedFolder(folder, report);
    }

    public String name() {
        return report.get("name").asText();
    }

    /** The name of the core that it was planned for, or "java" or "fpga". */
    public String target() {
        return report.get("target").asText();
    }

    public boolean isJava() {
        return target().equals(JavaExportWriter.TARGET);
    }

    public boolean isFpga() {
        return target().equals(FpgaExportWriter.TARGET);
    }

    public String hash() {
        return report.get("modelSha256").asText();
    }

    public boolean isSequence() {
        return report.path("isSequence").asBoolean();
    }

    public Path packedModel() {
        return folder.resolve(Export.packedModel(name()));
    }

    /** The file whose text holds the hash. */
    public Path source() {
        if (isFpga()) {
            return folder.resolve("rtl/%s.v".formatted(name()));
        }
        return folder.resolve(isJava() ? JavaName.of(name()).file() : name() + ".h");
    }

    /**
     * The network from the packed model, which report and sources must name by its hash.
     *
     * @throws ExportException if a file is missing or damaged, or belongs to another network
     */
    public IntegerNetwork network() {
        if (report.path("activations").asText().equals("float32")) {
            throw new ExportException(
                    "%s has floating-point activations, and no packed model: report.html shows its layers, and make check there compares every bit"
                            .formatted(folder));
        }
        IntegerNetwork network;
        String text;
        for (Path file : List.of(packedModel(), source())) {
            if (!Files.isRegularFile(file)) {
                throw new ExportException(file + " is missing; export the model again");
            }
        }
        try {
            network = PackedModel.read(packedModel());
            text = Files.readString(source());
        } catch (IOException e) {
            throw new ExportException(
                    "Cannot read %s (%s); export the model again".formatted(folder, e), e);
        }
        String hash = PackedModel.sha256(network);
        require(hash, hash(), "report.json");
        Matcher matcher = HASH.matcher(text);
        require(hash, matcher.find() ? matcher.group(1) : "none", source().toString());
        return network;
    }

    private void require(String hash, String found, String file) {
        if (!found.equals(hash)) {
            throw new ExportException(
                    "%s names the model %s, but %s is %s: the files are not of one export; export the model again"
                            .formatted(file, shortened(found), packedModel(), shortened(hash)));
        }
    }

    private static String shortened(String hash) {
        return hash.length() > 16 ? hash.substring(0, 16) + "..." : hash;
    }
}
