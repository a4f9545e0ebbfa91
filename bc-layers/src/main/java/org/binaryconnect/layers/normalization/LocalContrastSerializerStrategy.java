package org.binaryconnect.layers.normalization;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Stores a {@link LocalContrastNormalization}: its kernel and threshold. */
public final class LocalContrastSerializerStrategy
        extends SavedNormalization<LocalContrastNormalization> {

    @Override
    void write(LocalContrastNormalization normalization, DataOutputStream out) throws IOException {
        out.writeInt(normalization.kernel());
        out.writeDouble(normalization.threshold());
    }

    @Override
    LocalContrastNormalization read(DataInputStream in) throws IOException {
        return new LocalContrastNormalization(in.readInt(), in.readDouble());
    }

    @Override
    public Class<LocalContrastNormalization> getSupportedClass() {
        return LocalContrastNormalization.class;
    }
}
