package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * CIFAR-10 in the split of the BinaryConnect paper (section 3.2): the first 45,000 training images
 * to train on, the last 5,000 to validate on, and the 10,000 test images.
 *
 * <p>The user downloads it: no package has it. The binary version is read, of which a record is one
 * byte of label and 3,072 of pixels, the red plane, then green, then blue, each row-major. Lengths,
 * labels and the number of images of each class are checked, and the MD5 of an archive that is not
 * unpacked.
 */
public final class Cifar10Data {

    /** Red, green and blue, 32 x 32. */
    public static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    /** Number of classes. */
    public static final int CLASSES = 10;

    private static final int TRAINING_FILES = 5;
    private static final int RECORDS = 10_000;

    private final Cifar10Files files;
    private final int records;
    private final byte[] pixels;
    private final byte[] labels;

    /**
     * For tests: fewer records.
     *
     * @param records of each file, a multiple of 10
     * @param md5 of the archive
     */
    Cifar10Data(Path folder, int records, String md5) {
        this.files = new Cifar10Files(folder, records * (1 + SHAPE.length()), md5);
        this.records = records;
        pixels = new byte[Cifar10Files.NAMES.size() * records * SHAPE.length()];
        labels = new byte[Cifar10Files.NAMES.size() * records];
    }

    /** {@code $BC_DATA/cifar10}, or {@code ~/.cache/binaryconnect/cifar10} without BC_DATA. */
    public static Path defaultFolder() {
        return DataFolder.of("cifar10");
    }

    /**
     * Checks and reads the files: 184 MB.
     *
     * @param folder of {@code cifar-10-binary.tar.gz}, of the files in it, or of the folder in it;
     *     usually {@link #defaultFolder()}
     * @throws DataException if a file is missing or not genuine
     * @throws IOException if a file cannot be read
     */
    public static ImageSets load(Path folder) throws IOException {
        return new Cifar10Data(folder, RECORDS, Cifar10Files.MD5).load();
    }

    ImageSets load() throws IOException {
        files.read(this::add);
        int training = TRAINING_FILES * records;
        checkClasses("training", 0, training);
        checkClasses("test", training, labels.length);
        ImageSet all = new ImageSet(ByteBuffer.wrap(pixels), labels, SHAPE, CLASSES);
        int validation = records / 2;
        return new ImageSets(
                all.range(0, training - validation),
                all.range(training - validation, training),
                all.range(training, labels.length));
    }

    private void add(int number, Path source, byte[] content) throws DataException {
        ByteBuffer in = ByteBuffer.wrap(content);
        for (int record = 0; record < records; record++) {
            int image = number * records + record;
            labels[image] = in.get();
            if (labels[image] < 0 || labels[image] >= CLASSES) {
                throw new DataException(
                        "%s has label %d in record %d, expected 0 to 9"
                                .formatted(source, labels[image] & 0xff, record),
                        files.remedy());
            }
            in.get(pixels, image * SHAPE.length(), SHAPE.length());
        }
    }

    private void checkClasses(String part, int from, int to) throws DataException {
        int[] counts = new int[CLASSES];
        for (int i = from; i < to; i++) {
            counts[labels[i]]++;
        }
        int expected = (to - from) / CLASSES;
        for (int c = 0; c < CLASSES; c++) {
            if (counts[c] != expected) {
                throw new DataException(
                        "CIFAR-10 in %s has %d %s images of class %d, expected %d"
                                .formatted(files.folder(), counts[c], part, c, expected),
                        files.remedy());
            }
        }
    }
}
