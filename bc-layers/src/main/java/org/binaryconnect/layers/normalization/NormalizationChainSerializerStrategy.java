package org.binaryconnect.layers.normalization;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;

/** Stores a {@link NormalizationChain}: how many links, then each as ND4J stores it by itself. */
public final class NormalizationChainSerializerStrategy
        extends SavedNormalization<NormalizationChain> {

    @Override
    void write(NormalizationChain normalization, DataOutputStream out) throws IOException {
        out.writeInt(normalization.links().size());
        for (DataNormalization link : normalization.links()) {
            NormalizerSerializer.getDefault().write(link, new OpenStream(out));
        }
    }

    @Override
    NormalizationChain read(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<DataNormalization> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(readLink(in));
        }
        return new NormalizationChain(links);
    }

    private static DataNormalization readLink(DataInputStream in) throws IOException {
        try {
            return NormalizerSerializer.getDefault().restore(in);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // restore declares any, for the strategy's class
            throw new IOException("A link of the chain cannot be restored", e);
        }
    }

    @Override
    public Class<NormalizationChain> getSupportedClass() {
        return NormalizationChain.class;
    }

    /** ND4J's own strategies close what they write to. */
    private static final class OpenStream extends FilterOutputStream {

        OpenStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
