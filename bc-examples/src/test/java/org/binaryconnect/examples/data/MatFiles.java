package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sink;
import us.hebi.matlab.mat.types.Sinks;

/** Writes small files in SVHN's format for the tests. */
final class MatFiles {

    private MatFiles() {}

    /** What the pixel of an image is. */
    interface Pixels {
        int at(int image, int channel, int y, int x);
    }

    /** Images with MATLAB's first index, y, running fastest. */
    static Matrix images(int count, Pixels pixels) {
        Matrix images = Mat5.newMatrix(Mat5.dims(32, 32, 3, count), MatlabType.UInt8);
        int at = 0;
        for (int image = 0; image < count; image++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int x = 0; x < 32; x++) {
                    for (int y = 0; y < 32; y++) {
                        images.setByte(at++, (byte) pixels.at(image, channel, y, x));
                    }
                }
            }
        }
        return images;
    }

    static Matrix labels(int... labels) {
        Matrix matrix = Mat5.newMatrix(labels.length, 1, MatlabType.UInt8);
        for (int i = 0; i < labels.length; i++) {
            matrix.setByte(i, (byte) labels[i]);
        }
        return matrix;
    }

    static Path write(Path file, boolean compressed, Matrix images, Matrix labels)
            throws IOException {
        MatFile content = Mat5.newMatFile();
        if (images != null) {
            content.addArray("X", images);
        }
        if (labels != null) {
            content.addArray("y", labels);
        }
        Files.deleteIfExists(file);
        try (Sink sink = Sinks.newStreamingFile(file.toFile())) {
            Mat5.newWriter(sink)
                    .setDeflateLevel(compressed ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION)
                    .writeMat(content);
        }
        return file;
    }
}
