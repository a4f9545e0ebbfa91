package org.binaryconnect.layers.normalization;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Stores a {@link GlobalContrastNormalization}: its scale. */
public final class GlobalContrastSerializerStrategy
        extends SavedNormalization<GlobalContrastNormalization> {

    @Override
    void write(GlobalContrastNormalization normalization, DataOutputStream out) throws IOException {
        out.writeDouble(normalization.scale());
    }

    @Override
    GlobalContrastNormalization read(DataInputStream in) throws IOException {
        return new GlobalContrastNormalization(in.readDouble());
    }

    @Override
    public Class<GlobalContrastNormalization> getSupportedClass() {
        return GlobalContrastNormalization.class;
    }
}
