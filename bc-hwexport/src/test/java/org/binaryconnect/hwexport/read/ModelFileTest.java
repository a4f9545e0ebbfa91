package org.binaryconnect.hwexport.read;

import static org.binaryconnect.hwexport.read.TestModels.end;
import static org.binaryconnect.hwexport.read.TestModels.layers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models come from files that DL4J wrote, and from no others. */
class ModelFileTest {

    @TempDir private Path folder;

    private static MultiLayerNetwork model() {
        return layers(new BinaryDenseLayer.Builder().nIn(60).nOut(30).build(), end());
    }

    private Path write(Model model) throws IOException {
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(model, file.toFile(), true);
        return file;
    }

    private static double[] result(Model model) {
        return new RealInterpreter(ModelReader.read(model, 60).network()).run(new double[60]);
    }

    @Test
    void bothClassesOfNetworksAreLoaded() throws IOException {
        MultiLayerNetwork layered = model();
        Model loaded = ModelReader.load(write(layered).toFile());
        assertInstanceOf(MultiLayerNetwork.class, loaded);
        assertArrayEquals(result(layered), result(loaded));

        Model graph = ModelReader.load(write(layered.toComputationGraph()).toFile());
        assertInstanceOf(ComputationGraph.class, graph);
        assertArrayEquals(result(layered), result(graph));
    }

    private static void assertRefused(Path file, String... parts) {
        String message =
                assertThrows(ExportException.class, () -> ModelReader.load(file.toFile()))
                        .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains("; "), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void filesThatAreNoModelAreRefused() throws IOException {
        assertRefused(folder.resolve("absent.zip"), "does not exist");
        assertRefused(folder, "is a folder");
        Path file = folder.resolve("file.zip");
        assertRefused(Files.createFile(file), "is no zip file; write the model");
        assertRefused(Files.writeString(file, "not a zip"), "is no zip file");
        byte[] hdf5 = "\u0089HDF\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(Files.write(file, hdf5), "KerasModelImport");
        assertRefused(zip(Map.of("a.txt", "b")), "is a zip file without a DL4J model in it");
        assertRefused(
                zip(Map.of("configuration.json", "{\"x\": 1}", "coefficients.bin", "")),
                "holds a model of another kind");
        assertRefused(
                zip(Map.of("configuration.json", "{\"confs\": ", "coefficients.bin", "")),
                "is damaged");
        assertRefused(
                zip(Map.of("configuration.json", "{\"confs\": [3]}", "coefficients.bin", "")),
                "is damaged");
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path file = folder.resolve("other.zip");
        try (OutputStream raw = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(raw)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    /** Wherever it is cut off, and whichever byte has changed. */
    @Test
    void damagedFilesAreRefused() throws IOException {
        Path file = write(model());
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 4; length < bytes.length; length += bytes.length / 17) {
            assertRefused(Files.write(file, Arrays.copyOf(bytes, length)), "");
        }
        // In the middle of the compressed parameters.
        bytes[bytes.length / 2] ^= 0x55;
        assertRefused(Files.write(file, bytes), "is damaged");
    }
}
