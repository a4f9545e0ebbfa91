package org.binaryconnect.hwexport.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.binaryconnect.hwexport.ExportException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;

/** A zip file that DL4J's {@code ModelSerializer} wrote. */
final class ModelFile {

    private static final String REMEDY = "write the model with ModelSerializer.writeModel";

    private ModelFile() {}

    static Model load(File file) {
        if (!file.isFile()) {
            throw new ExportException(
                    file.isDirectory()
                            ? "%s is a folder; give the zip file of the model".formatted(file)
                            : "%s does not exist; give the zip file of a model".formatted(file));
        }
        requireZip(file);
        JsonNode configuration = configuration(file);
        boolean isGraph = configuration.has("vertices");
        if (!isGraph && !configuration.has("confs")) {
            throw new ExportException(
                    "%s holds a model of another kind; give a MultiLayerNetwork or a ComputationGraph, written with ModelSerializer.writeModel"
                            .formatted(file));
        }
        try {
            return isGraph
                    ? ModelSerializer.restoreComputationGraph(file, false)
                    : ModelSerializer.restoreMultiLayerNetwork(file, false);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    /** Reads all of the file, so that checksums are looked at. */
    private static void requireZip(File file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file.toPath()))) {
            raw.mark(4);
            byte[] start = raw.readNBytes(4);
            raw.reset();
            if (start.length < 4 || start[0] != 'P' || start[1] != 'K') {
                throw new ExportException(
                        "%s is no zip file; %s".formatted(file, remedyFor(start)));
            }
            ZipInputStream zip = new ZipInputStream(raw);
            while (zip.getNextEntry() != null) {
                zip.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static String remedyFor(byte[] start) {
        boolean isHdf5 = start.length == 4 && start[1] == 'H' && start[2] == 'D' && start[3] == 'F';
        return isHdf5 ? "import a Keras model with KerasModelImport, and " + REMEDY : REMEDY;
    }

    private static JsonNode configuration(File file) {
        try (ZipFile zip = new ZipFile(file)) {
            ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
            if (entry == null || zip.getEntry(ModelSerializer.COEFFICIENTS_BIN) == null) {
                throw new ExportException(
                        "%s is a zip file without a DL4J model in it; %s".formatted(file, REMEDY));
            }
            return new ObjectMapper().readTree(zip.getInputStream(entry));
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static ExportException damaged(File file, Exception cause) {
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new ExportException(
                "%s is damaged or cut off (%s); copy or write it again".formatted(file, first),
                cause);
    }
}
