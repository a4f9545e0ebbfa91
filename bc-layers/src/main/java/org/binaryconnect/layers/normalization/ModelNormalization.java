package org.binaryconnect.layers.normalization;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/**
 * The normalization that belongs to a model, inside the file that DL4J's {@code ModelSerializer}
 * wrote.
 *
 * <p>It is the entry that {@code ModelSerializer.addNormalizerToModel} writes and {@code
 * restoreNormalizerFromFile} reads, so either side may be DL4J's. Those two write into the model's
 * file itself, and of a damaged entry they tell nothing but remove it; these replace the file in
 * one step, and check what they read. Works for this package's normalizations and ND4J's own.
 */
public final class ModelNormalization {

    /** ModelSerializer.NORMALIZER_BIN. */
    private static final String ENTRY = "normalizer.bin";

    private ModelNormalization() {}

    /**
     * Puts a normalization into a model's file, in place of the one that is there. A program that
     * is killed leaves the file as it was.
     *
     * @param model file that {@code ModelSerializer} wrote
     * @param normalization fitted
     * @throws IOException if the file cannot be read or replaced, or is no such file
     * @throws IllegalStateException if the normalization needs a fit first
     */
    public static void save(Path model, DataNormalization normalization) throws IOException {
        Path part = model.resolveSibling(model.getFileName() + ".part");
        try {
            Files.copy(model, part, StandardCopyOption.REPLACE_EXISTING);
            // A zip file system copies the other entries as they are, without packing them anew.
            try (FileSystem zip = FileSystems.newFileSystem(part);
                    OutputStream out = Files.newOutputStream(zip.getPath(ENTRY))) {
                NormalizerSerializer.getDefault().write(normalization, out);
            }
            Files.move(part, model, StandardCopyOption.ATOMIC_MOVE);
        } catch (ProviderNotFoundException | ZipException e) {
            throw noModel(model, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * The normalization in a model's file.
     *
     * @throws IOException in one line that names the file, if it cannot be read, is no model, or
     *     its normalization is missing, damaged or of another version
     */
    public static DataNormalization restore(Path model) throws IOException {
        byte[] bytes = read(model);
        try {
            return NormalizerSerializer.getDefault().restore(new ByteArrayInputStream(bytes));
        } catch (Exception e) { // whatever a strategy makes of wrong bytes
            throw damaged(model, e.toString(), e);
        }
    }

    private static byte[] read(Path model) throws IOException {
        try (ZipFile zip = open(model)) {
            ZipEntry entry = zip.getEntry(ENTRY);
            if (entry == null) {
                throw new IOException(
                        model + " holds no normalization; ModelNormalization.save puts it there");
            }
            byte[] bytes;
            try (InputStream in = zip.getInputStream(entry)) {
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw damaged(model, e.toString(), e);
            }
            // ND4J would take any bytes for sizes and allocate them.
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            if (checksum.getValue() != entry.getCrc()) {
                throw damaged(model, "its checksum differs", null);
            }
            return bytes;
        }
    }

    private static ZipFile open(Path model) throws IOException {
        try {
            return new ZipFile(model.toFile());
        } catch (ZipException e) {
            throw noModel(model, e);
        }
    }

    private static IOException noModel(Path model, Exception cause) {
        return new IOException(
                model + " is no model that ModelSerializer wrote, or is damaged (" + cause + ")",
                cause);
    }

    private static IOException damaged(Path model, String how, Exception cause) {
        return new IOException(
                "The normalization in %s is damaged or of another version (%s); save it there again"
                        .formatted(model, how.replaceAll("\\s*\\R\\s*", " ")),
                cause);
    }
}
