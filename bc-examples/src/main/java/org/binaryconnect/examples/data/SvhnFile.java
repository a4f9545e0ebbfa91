package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5Reader.EntryHeader;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/**
 * One file of SVHN's cropped digits: a MATLAB 5.0 file, compressed or not, with images {@code X},
 * uint8 [32, 32, 3, n], and labels {@code y}, uint8 [n, 1] of 1 to 10, in which 10 stands for the
 * digit 0.
 *
 * <p>MATLAB's first dimension, the row of a pixel, is the one that runs fastest. Images are read
 * straight into the memory where they stay, and turned to row-major order there.
 */
final class SvhnFile {

    private static final String IMAGES = "X";
    private static final String LABELS = "y";
    private static final int LARGEST_LABEL = 10;
    private static final int SIDE = SvhnData.SHAPE.width();
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final int count;
    private final String remedy;
    private final Map<String, EntryHeader> found = new HashMap<>();

    /** What the reader will ask memory for. */
    private ByteBuffer target;

    /**
     * @param count images of the genuine file
     * @param remedy what to tell the user of a file that is not genuine
     */
    SvhnFile(Path file, int count, String remedy) {
        this.file = file;
        this.count = count;
        this.remedy = remedy;
    }

    /**
     * Reads the file.
     *
     * @param pixels receives row-major [n, 3, 32, 32], exactly so many bytes
     * @return the digits, [n], 0 to 9
     * @throws DataException if the file is damaged, or holds other images or labels than the
     *     genuine one
     */
    byte[] read(ByteBuffer pixels) throws IOException {
        byte[] labels = new byte[count];
        try (Source source = Sources.openFile(file.toFile())) {
            Mat5.newReader(source)
                    .setEntryFilter(header -> isWanted(header, pixels, labels))
                    .setBufferAllocator(new Targets())
                    .setMaxInflateBufferSize(BUFFER)
                    .disableSubsystemProcessing()
                    .readMat();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Damaged bytes can be taken for sizes.
            throw problem("cannot be read as a MATLAB 5.0 file (" + rootMessage(e) + ")", e);
        }
        check(IMAGES, imageDimensions());
        check(LABELS, labelDimensions());
        toRowMajor(pixels);
        toDigits(labels);
        return labels;
    }

    private int[] imageDimensions() {
        return new int[] {SIDE, SIDE, SvhnData.SHAPE.channels(), count};
    }

    private int[] labelDimensions() {
        return new int[] {count, 1};
    }

    private boolean isWanted(EntryHeader header, ByteBuffer pixels, byte[] labels) {
        found.put(header.getName(), header);
        target = null;
        if (header.getName().equals(IMAGES) && isGenuine(header, imageDimensions())) {
            target = pixels;
        } else if (header.getName().equals(LABELS) && isGenuine(header, labelDimensions())) {
            target = ByteBuffer.wrap(labels);
        }
        return target != null;
    }

    private static boolean isGenuine(EntryHeader header, int[] dimensions) {
        return header.getType() == MatlabType.UInt8
                && !header.isComplex()
                && Arrays.equals(header.getDimensions(), dimensions);
    }

    private void check(String name, int[] dimensions) throws DataException {
        EntryHeader header = found.get(name);
        if (header == null) {
            throw problem("holds no " + name + ", or is truncated before it", null);
        }
        if (!isGenuine(header, dimensions)) {
            throw problem(
                    "has %s of %s%s %s, expected uint8 %s"
                            .formatted(
                                    name,
                                    header.isComplex() ? "complex " : "",
                                    header.getType(),
                                    Arrays.toString(header.getDimensions()),
                                    Arrays.toString(dimensions)),
                    null);
        }
    }

    private DataException problem(String what, Throwable cause) {
        return new DataException(file + " " + what, remedy, cause);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** Exchanges rows and columns of each channel. */
    private static void toRowMajor(ByteBuffer pixels) {
        byte[] columns = new byte[SIDE * SIDE];
        byte[] rows = new byte[SIDE * SIDE];
        for (int first = 0; first < pixels.capacity(); first += columns.length) {
            pixels.get(first, columns);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    rows[y * SIDE + x] = columns[x * SIDE + y];
                }
            }
            pixels.put(first, rows);
        }
    }

    private void toDigits(byte[] labels) throws DataException {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 1 || labels[i] > LARGEST_LABEL) {
                throw problem(
                        "has label %d of image %d, expected 1 to 10".formatted(labels[i] & 0xff, i),
                        null);
            }
            labels[i] %= LARGEST_LABEL;
        }
    }

    /** Hands out the memory where values stay instead of new one. */
    private final class Targets implements BufferAllocator {

        @Override
        public ByteBuffer allocate(int bytes) {
            if (target == null || bytes != target.capacity()) {
                throw new IllegalStateException("values take " + bytes + " bytes");
            }
            return target.duplicate();
        }

        @Override
        public void release(ByteBuffer buffer) {}
    }
}
