package org.binaryconnect.layers.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/** Normalizations in a model's file, by this package and by DL4J's ModelSerializer. */
class ModelNormalizationTest {

    private static final INDArray IMAGES = Batches.random(1, 40, 2, 4, 3);

    @TempDir Path folder;
    private Path model;
    private MultiLayerNetwork network;

    @BeforeEach
    void writeModel() throws IOException {
        model = folder.resolve("model.zip");
        network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(new BinaryOutputLayer.Builder().nIn(24).nOut(3).build())
                                .build());
        network.init();
        ModelSerializer.writeModel(network, model.toFile(), true);
    }

    private static Stream<DataNormalization> normalizations() {
        return Stream.of(
                        new GlobalContrastNormalization(55),
                        new LocalContrastNormalization(5, 0.01),
                        new ZcaWhitening(0.2),
                        new ImagePreProcessingScaler(-1, 1),
                        new NormalizationChain(
                                new ImagePreProcessingScaler(0, 1),
                                new GlobalContrastNormalization(3),
                                new NormalizerStandardize(),
                                new NormalizationChain(
                                        new LocalContrastNormalization(), new ZcaWhitening())))
                .peek(normalization -> normalization.fit(Batches.iterator(IMAGES, 15, 25)));
    }

    private static byte[] output(DataNormalization normalization) throws IOException {
        INDArray features = IMAGES.dup();
        normalization.transform(features);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (float value : features.reshape(-1).toFloatVector()) {
            bytes.writeBytes(Integer.toHexString(Float.floatToRawIntBits(value)).getBytes());
        }
        return bytes.toByteArray();
    }

    private void assertRestored(DataNormalization normalization, DataNormalization restored)
            throws IOException {
        assertEquals(normalization.getClass(), restored.getClass());
        assertArrayEquals(output(normalization), output(restored));
        MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(model.toFile(), true);
        assertEquals(network.params(), loaded.params());
        assertEquals(
                network.getLayerWiseConfigurations().toJson(),
                loaded.getLayerWiseConfigurations().toJson());
        assertEquals(List.of("model.zip"), List.of(folder.toFile().list()));
    }

    @ParameterizedTest
    @MethodSource("normalizations")
    void isRestoredWithTheSameBits(DataNormalization normalization) throws IOException {
        ModelNormalization.save(model, normalization);
        assertRestored(normalization, ModelNormalization.restore(model));
        assertRestored(normalization, ModelSerializer.restoreNormalizerFromFile(model.toFile()));
        assertRestored(
                normalization,
                (DataNormalization)
                        ModelSerializer.restoreMultiLayerNetworkAndNormalizer(model.toFile(), true)
                                .getSecond());
    }

    @ParameterizedTest
    @MethodSource("normalizations")
    void whatModelSerializerWritesIsRestored(DataNormalization normalization) throws IOException {
        ModelSerializer.addNormalizerToModel(model.toFile(), normalization);
        assertRestored(normalization, ModelNormalization.restore(model));
        assertRestored(normalization, ModelSerializer.restoreNormalizerFromFile(model.toFile()));
    }

    /** With ND4J's own this method of ModelSerializer fails: they close its stream. */
    @Test
    void modelsAreWrittenTogetherWithTheirNormalization() throws IOException {
        ZcaWhitening whitening = new ZcaWhitening();
        whitening.fit(Batches.iterator(IMAGES, 40));
        ModelSerializer.writeModel(network, model.toFile(), true, whitening);
        assertRestored(whitening, ModelNormalization.restore(model));
    }

    @ParameterizedTest
    @MethodSource("normalizations")
    void javaSerializationKeepsTheBits(DataNormalization normalization) throws Exception {
        output(normalization); // Makes what is transient.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(normalization);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertArrayEquals(output(normalization), output((DataNormalization) in.readObject()));
        }
    }

    @Test
    void theOtherEntriesStay() throws IOException {
        byte[] before = entry("configuration.json");
        ModelNormalization.save(model, new GlobalContrastNormalization(1));
        ModelNormalization.save(model, new GlobalContrastNormalization(2));
        assertArrayEquals(before, entry("configuration.json"));
        DataNormalization restored = ModelNormalization.restore(model);
        assertEquals(2, ((GlobalContrastNormalization) restored).scale());
        try (ZipFile zip = new ZipFile(model.toFile())) {
            assertEquals(1, zip.stream().filter(e -> e.getName().equals("normalizer.bin")).count());
        }
    }

    private byte[] entry(String name) throws IOException {
        try (ZipFile zip = new ZipFile(model.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    @Test
    void whatCannotBeSavedLeavesTheModelAsItWas() throws IOException {
        byte[] before = Files.readAllBytes(model);
        ZcaWhitening unfitted = new ZcaWhitening();
        assertThrows(IllegalStateException.class, () -> ModelNormalization.save(model, unfitted));
        assertArrayEquals(before, Files.readAllBytes(model));
        assertEquals(List.of("model.zip"), List.of(folder.toFile().list()));
    }

    @Test
    void filesThatAreNoModelsAreNamed() throws IOException {
        assertRefused(model + " holds no normalization; ModelNormalization.save puts it there");
        Files.writeString(model, "no zip file at all");
        assertRefused(model + " is no model that ModelSerializer wrote, or is damaged (");
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> ModelNormalization.save(model, new GlobalContrastNormalization(1)));
        assertTrue(
                e.getMessage().startsWith(model + " is no model that ModelSerializer wrote"),
                e.getMessage());
        assertEquals("no zip file at all", Files.readString(model));
        Files.delete(model);
        assertThrows(NoSuchFileException.class, () -> ModelNormalization.restore(model));
        assertThrows(
                NoSuchFileException.class,
                () -> ModelNormalization.save(model, new GlobalContrastNormalization(1)));
    }

    private void assertRefused(String start) {
        IOException e = assertThrows(IOException.class, () -> ModelNormalization.restore(model));
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "these are bytes of something else, which ND4J takes for text"})
    void otherBytesAreNamed(String content) throws IOException {
        put(content.getBytes(StandardCharsets.UTF_8));
        assertRefused("The normalization in " + model + " is damaged or of another version (");
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        ModelNormalization.save(model, new GlobalContrastNormalization(1));
        byte[] bytes = entry("normalizer.bin");
        bytes[bytes.length - 9]++; // the last byte of the version, before the scale
        put(bytes);
        assertRefused("The normalization in " + model + " is damaged or of another version (");
        IOException e = assertThrows(IOException.class, () -> ModelNormalization.restore(model));
        assertTrue(
                e.getMessage().contains("GlobalContrastNormalization has version 2, expected 1"),
                e.getMessage());
    }

    private void put(byte[] bytes) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(model)) {
            Files.write(zip.getPath("normalizer.bin"), bytes);
        }
    }

    /** Every byte of the entry in turn, flipped in the file. */
    @Test
    void damagedBytesAreNoticed() throws IOException {
        ZcaWhitening whitening = new ZcaWhitening();
        whitening.fit(Batches.iterator(Batches.random(4, 9, 3), 9));
        ModelNormalization.save(model, whitening);
        byte[] good = Files.readAllBytes(model);
        int name = indexOf(good, "normalizer.bin");
        // The two bytes before the name are the length of what is between it and the content.
        int start = name + "normalizer.bin".length() + (good[name - 2] & 0xff);
        long length;
        try (ZipFile zip = new ZipFile(model.toFile())) {
            length = zip.getEntry("normalizer.bin").getCompressedSize();
        }
        assertTrue(length > 100);
        for (int at = start; at < start + length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x55;
            Files.write(model, bad);
            assertRefused("The normalization in " + model + " is damaged or of another version (");
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
