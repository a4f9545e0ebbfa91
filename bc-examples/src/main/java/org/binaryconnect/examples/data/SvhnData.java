package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * SVHN's cropped digits in the split of pylearn2 that the BinaryConnect paper has (section 3.3):
 * validation on 6,000 images, of each digit 400 of the file {@code train} and 200 of {@code extra};
 * training on the other 598,388 of these two files; and the 26,032 test images. Which images
 * validate follows from a fixed seed; they are not the very ones that pylearn2 drew.
 *
 * <p>The user downloads the three files: no package has them. What they hold is checked: shapes,
 * types and numbers of images, and every label.
 *
 * <p>Pixels take 1.94 GB outside of the heap, which Java lets a process have if its heap is larger,
 * or with {@code -XX:MaxDirectMemorySize=3g}.
 */
public final class SvhnData {

    /** Red, green and blue, 32 x 32. */
    public static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    /** Number of digits. */
    public static final int CLASSES = 10;

    private static final long SEED = 1;

    /**
     * How many images there are.
     *
     * @param train in the first file
     * @param extra in the second file
     * @param test in the third file
     * @param fromTrain of each digit, to validate on
     * @param fromExtra of each digit, to validate on
     */
    record Counts(int train, int extra, int test, int fromTrain, int fromExtra) {}

    private static final Counts COUNTS = new Counts(73_257, 531_131, 26_032, 400, 200);

    private final Path folder;
    private final Counts counts;

    /** For tests: fewer images. */
    SvhnData(Path folder, Counts counts) {
        this.folder = folder;
        this.counts = counts;
    }

    /** {@code $BC_DATA/svhn}, or {@code ~/.cache/binaryconnect/svhn} if BC_DATA is not set. */
    public static Path defaultFolder() {
        return DataFolder.of("svhn");
    }

    /**
     * Checks and reads the files.
     *
     * @param folder of {@code train_32x32.mat}, {@code extra_32x32.mat} and {@code test_32x32.mat},
     *     usually {@link #defaultFolder()}
     * @throws DataException if a file is missing or not genuine, or there is no memory for it
     * @throws IOException if a file cannot be read
     */
    public static ImageSets load(Path folder) throws IOException {
        return new SvhnData(folder, COUNTS).load();
    }

    ImageSets load() throws IOException {
        Path train = existing("train_32x32.mat");
        Path extra = existing("extra_32x32.mat");
        Path test = existing("test_32x32.mat");
        ImageSet all = read(List.of(train, extra), counts.train, counts.extra);
        boolean[] validates = new boolean[all.count()];
        Random random = new Random(SEED);
        choose(train, all, 0, counts.train, counts.fromTrain, random, validates);
        choose(extra, all, counts.train, all.count(), counts.fromExtra, random, validates);
        return new ImageSets(
                part(all, i -> !validates[i]),
                part(all, i -> validates[i]),
                read(List.of(test), counts.test));
    }

    private Path existing(String name) throws DataException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new DataException(file + " is missing", remedy());
        }
        return file;
    }

    private String remedy() {
        return "download it from http://ufldl.stanford.edu/housenumbers/ into " + folder;
    }

    /** The images of several files in a row. */
    private ImageSet read(List<Path> files, int... counts) throws IOException {
        int total = IntStream.of(counts).sum();
        ByteBuffer pixels = allocate(Math.multiplyExact(total, SHAPE.length()));
        byte[] labels = new byte[total];
        int first = 0;
        for (int i = 0; i < counts.length; i++) {
            ByteBuffer part = pixels.slice(first * SHAPE.length(), counts[i] * SHAPE.length());
            byte[] digits = new SvhnFile(files.get(i), counts[i], remedy()).read(part);
            System.arraycopy(digits, 0, labels, first, digits.length);
            first += counts[i];
        }
        return new ImageSet(pixels, labels, SHAPE, CLASSES);
    }

    private static ByteBuffer allocate(int bytes) throws DataException {
        try {
            return ByteBuffer.allocateDirect(bytes);
        } catch (OutOfMemoryError e) {
            throw new DataException(
                    "There are no %,d bytes outside of the heap for SVHN (%s)"
                            .formatted(bytes, e.getMessage()),
                    "start Java with -XX:MaxDirectMemorySize=3g",
                    e);
        }
    }

    /** Marks so many images of each digit among those from {@code from} to before {@code to}. */
    private void choose(
            Path file, ImageSet all, int from, int to, int each, Random random, boolean[] validates)
            throws DataException {
        for (int digit = 0; digit < CLASSES; digit++) {
            List<Integer> images = new ArrayList<>();
            for (int i = from; i < to; i++) {
                if (all.label(i) == digit) {
                    images.add(i);
                }
            }
            if (images.size() < each) {
                throw new DataException(
                        "%s has %d images of the digit %d, expected at least %d"
                                .formatted(file, images.size(), digit, each),
                        remedy());
            }
            Collections.shuffle(images, random);
            images.subList(0, each).forEach(i -> validates[i] = true);
        }
    }

    private static ImageSet part(ImageSet all, IntPredicate isIn) {
        return all.select(IntStream.range(0, all.count()).filter(isIn).toArray());
    }
}
