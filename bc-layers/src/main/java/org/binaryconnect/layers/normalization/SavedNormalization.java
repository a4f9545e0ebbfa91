package org.binaryconnect.layers.normalization;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.CustomSerializerStrategy;

/**
 * How a normalization becomes bytes: a version number, then what its class needs. ND4J writes the
 * name of the strategy's class before them and restores with a new instance of it, so those classes
 * are public and keep their names.
 */
abstract class SavedNormalization<T extends DataNormalization> extends CustomSerializerStrategy<T> {

    private static final int VERSION = 1;

    abstract void write(T normalization, DataOutputStream out) throws IOException;

    abstract T read(DataInputStream in) throws IOException;

    @Override
    public void write(T normalization, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream));
        out.writeInt(VERSION);
        write(normalization, out);
        out.flush(); // The stream stays open: other normalizations of a chain follow.
    }

    /**
     * @throws IOException if the bytes end early, or are of another version
     * @throws IllegalArgumentException if a number is out of range
     */
    @Override
    public T restore(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException(
                    "%s has version %d, expected %d"
                            .formatted(getSupportedClass().getSimpleName(), version, VERSION));
        }
        return read(in);
    }
}
