package org.binaryconnect.layers.normalization;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stores a {@link ZcaWhitening} that was fitted: epsilon, mean and matrix. */
public final class ZcaWhiteningSerializerStrategy extends SavedNormalization<ZcaWhitening> {

    /**
     * @throws IllegalStateException before a fit
     */
    @Override
    void write(ZcaWhitening normalization, DataOutputStream out) throws IOException {
        out.writeDouble(normalization.epsilon());
        Nd4j.write(normalization.mean(), out);
        Nd4j.write(normalization.matrix(), out);
    }

    @Override
    ZcaWhitening read(DataInputStream in) throws IOException {
        double epsilon = in.readDouble();
        INDArray mean = Nd4j.read(in);
        return new ZcaWhitening(epsilon, mean, Nd4j.read(in));
    }

    @Override
    public Class<ZcaWhitening> getSupportedClass() {
        return ZcaWhitening.class;
    }
}
