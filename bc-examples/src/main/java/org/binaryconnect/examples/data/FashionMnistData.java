package org.binaryconnect.examples.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Fashion-MNIST, 28 x 28 grey images of ten kinds of clothing, in MNIST's split: the first 50,000
 * training images to train on, the last 10,000 to validate on, and the 10,000 test images.
 *
 * <p>Its packed IDX files come with the Debian package {@code dataset-fashion-mnist}. They are
 * unpacked in memory (55 MB), and length and MD5 of every one are checked each time.
 */
public final class FashionMnistData {

    static final List<DataFile> FILES =
            List.of(
                    new DataFile(
                            "train-images-idx3-ubyte",
                            47040016,
                            "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
                    new DataFile(
                            "train-labels-idx1-ubyte", 60008, "9018921c3c673c538a1fc5bad174d6f9"),
                    new DataFile(
                            "t10k-images-idx3-ubyte", 7840016, "8181f5470baa50b63fa0f6fddb340f0a"),
                    new DataFile(
                            "t10k-labels-idx1-ubyte", 10008, "15d484375f8d13e6eb1aabb0c3f46965"));

    private static final String INSTALL = "apt-get install dataset-fashion-mnist";
    private static final String REINSTALL = "apt-get install --reinstall dataset-fashion-mnist";

    private FashionMnistData() {}

    /** Where the Debian package puts the files. */
    public static Path defaultFolder() {
        return Path.of("/usr/share/datasets/fashion-mnist");
    }

    /**
     * Checks and reads the files.
     *
     * @param folder of the four {@code .gz} files, usually {@link #defaultFolder()}
     * @throws DataException if a file is missing or not genuine
     * @throws IOException if a file cannot be read
     */
    public static ImageSets load(Path folder) throws IOException {
        return load(folder, FILES, MnistData.TRAINING);
    }

    /** For tests: four other files in the same order, and another split. */
    static ImageSets load(Path folder, List<DataFile> files, int training) throws IOException {
        for (DataFile file : files) {
            if (!Files.exists(packed(folder, file))) {
                throw new DataException(packed(folder, file) + " is missing", INSTALL);
            }
        }
        return IdxImages.split(
                read(folder, files.get(0), 3),
                read(folder, files.get(1), 1),
                read(folder, files.get(2), 3),
                read(folder, files.get(3), 1),
                training);
    }

    private static Path packed(Path folder, DataFile file) {
        return folder.resolve(file.name() + ".gz");
    }

    private static Idx read(Path folder, DataFile file, int dimensions) throws IOException {
        Path packed = packed(folder, file);
        byte[] content;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            content = in.readNBytes(Math.toIntExact(file.bytes()) + 1);
        } catch (EOFException | ZipException e) {
            throw new DataException(packed + " is damaged (" + e.getMessage() + ")", REINSTALL, e);
        }
        file.check(packed, content, REINSTALL);
        return Idx.read(packed, content, dimensions);
    }
}
