package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes small IDX files for the tests. */
final class IdxFiles {

    private IdxFiles() {}

    /** The bytes of an IDX file of unsigned bytes. */
    static byte[] idx(byte[] body, int... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + body.length);
        buffer.putInt(0x0800 + shape.length);
        for (int size : shape) {
            buffer.putInt(size);
        }
        return buffer.put(body).array();
    }

    static byte[] random(int length, int bound, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(bound);
        }
        return bytes;
    }

    /** Images of rows x columns random pixels of 0 to 255. */
    static Path images(Path folder, int count, int rows, int columns) throws IOException {
        byte[] body = random(count * rows * columns, 256, count);
        return Files.write(folder.resolve("images"), idx(body, count, rows, columns));
    }

    /** Random labels of 0 to 9. */
    static Path labels(Path folder, int count) throws IOException {
        return Files.write(folder.resolve("labels"), idx(random(count, 10, count + 1), count));
    }

    /** Images of one 16-bit pixel pair [high, low] that tells the index of the image. */
    static Path numbered(Path folder, int count) throws IOException {
        byte[] body = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            body[2 * i] = (byte) (i >> 8);
            body[2 * i + 1] = (byte) i;
        }
        return Files.write(folder.resolve("images"), idx(body, count, 1, 2));
    }
}
