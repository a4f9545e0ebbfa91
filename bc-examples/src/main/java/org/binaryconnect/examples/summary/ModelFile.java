package org.binaryconnect.examples.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.binaryconnect.examples.RunException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/** A model file of either of DL4J's network classes. */
final class ModelFile {

    private ModelFile() {}

    /**
     * @throws RunException if it is no file that {@code ModelSerializer} wrote
     */
    static Model load(File file) throws RunException {
        if (!file.isFile()) {
            throw new RunException(
                    "Model %s %s".formatted(file, file.exists() ? "is no file" : "does not exist"));
        }
        try {
            return isGraph(file)
                    ? ModelSerializer.restoreComputationGraph(file, false)
                    : ModelSerializer.restoreMultiLayerNetwork(file, false);
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "%s is no network that DL4J's ModelSerializer wrote, or is damaged (%s)"
                            .formatted(file, RunException.firstLine(e)));
        }
    }

    /** Only the configuration of a graph has vertices. */
    private static boolean isGraph(File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
            if (entry == null) {
                throw new IOException("it has no " + ModelSerializer.CONFIGURATION_JSON);
            }
            JsonNode configuration = new ObjectMapper().readTree(zip.getInputStream(entry));
            return configuration.has("vertices");
        }
    }
}
