package org.binaryconnect.examples.search.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Messages between a search and its workers: a letter, a length, and JSON. */
final class Frames {

    /** {@code DataSettings}, the first message to a worker. */
    static final byte DATA = 'D';

    /** {@code CandidateTask}. */
    static final byte TASK = 'T';

    /** The number of an epoch that ended. */
    static final byte EPOCH = 'E';

    /** {@code TrainedCandidate}. */
    static final byte RESULT = 'R';

    private static final ObjectMapper JSON = new ObjectMapper();

    private Frames() {}

    static void write(DataOutputStream out, byte kind, Object value) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(value);
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /**
     * @throws java.io.EOFException if the other side is gone
     */
    static <T> T read(DataInputStream in, Class<T> type) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return JSON.readValue(bytes, type);
    }
}
