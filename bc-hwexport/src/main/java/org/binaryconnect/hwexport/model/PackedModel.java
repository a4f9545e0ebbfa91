package org.binaryconnect.hwexport.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Validation;

/**
 * The packed model file: a whole integer network in one binary file. The same network always gives
 * the same bytes, and whatever can be read gives the same bytes again.
 */
public final class PackedModel {

    /** The version of FORMAT.md that this program writes and reads. */
    public static final int FORMAT_VERSION = 2;

    /** Largest file: 2 billion binary weights. */
    static final int MAX_LENGTH = 1 << 28;

    static final int HEADER = 16;
    static final int CHECKSUM = 4;

    private static final byte[] MAGIC = "BCMODEL\n".getBytes(StandardCharsets.US_ASCII);

    /** Bytes of the smallest state. */
    private static final int SMALLEST_STATE = 33;

    /** Characters of a message that may come from the file. */
    private static final int MAX_MESSAGE = 400;

    private static final String LINE_BREAKING = "[\\p{Cntrl}\u0085\u2028\u2029]";

    private PackedModel() {}

    /**
     * The bytes of the file.
     *
     * @throws ExportException if parts of the network do not fit each other or it is too large
     */
    public static byte[] write(IntegerNetwork network) {
        FieldWriter out = new FieldWriter();
        out.bytes(MAGIC);
        out.s32(FORMAT_VERSION);
        out.s32(0);
        try {
            Validation.check(network);
            Fields.write(out, network.input());
            Fields.list(out, network.states(), state -> write(out, state));
            Fields.list(
                    out, network.operations(), operation -> OperationCode.write(out, operation));
        } catch (IllegalArgumentException e) {
            throw refused("The network", e.getMessage(), "change this layer", e);
        }
        out.s32(0);
        byte[] bytes = out.toByteArray();
        if (bytes.length > MAX_LENGTH) {
            throw refused(
                    "The network",
                    "%d bytes are more than %d".formatted(bytes.length, MAX_LENGTH),
                    "use narrower layers",
                    null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(HEADER - Integer.BYTES, bytes.length);
        buffer.putInt(bytes.length - CHECKSUM, checksum(bytes));
        return bytes;
    }

    private static void write(FieldWriter out, IntegerNetwork.State state) {
        out.text(state.name());
        Fields.write(out, state.tensor());
        out.s32(state.source());
    }

    private static IntegerNetwork.State state(FieldReader in) {
        return new IntegerNetwork.State(in.text(), Fields.tensor(in), in.s32());
    }

    /** SHA-256 of the file in lower-case hexadecimal: the identity of the network. */
    public static String sha256(IntegerNetwork network) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(write(network)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * The network of a file.
     *
     * @throws ExportException if it is not a packed model, of another version, damaged, or not what
     *     {@link #write} would write
     */
    public static IntegerNetwork read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw refused(
                    file.toString(), "there is no such file", "give the path of a packed model", e);
        } catch (IOException e) {
            throw refused(
                    file.toString(),
                    "it cannot be read (%s)".formatted(e.getMessage()),
                    "give the path of a packed model",
                    e);
        }
    }

    /**
     * The network of a file's bytes.
     *
     * @throws ExportException as {@link #read(Path)}
     */
    public static IntegerNetwork read(byte[] bytes) {
        try {
            return read(new ByteArrayInputStream(bytes), "The packed model");
        } catch (IOException e) {
            throw new IllegalStateException("Reading memory cannot fail", e);
        }
    }

    private static IntegerNetwork read(InputStream in, String source) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        int length = length(header, source);
        // One more, to see whether the file goes on.
        byte[] rest = in.readNBytes(length - HEADER + 1);
        if (rest.length != length - HEADER) {
            boolean isShort = rest.length < length - HEADER;
            throw refused(
                    source,
                    isShort
                            ? "it ends after %d of %d bytes".formatted(HEADER + rest.length, length)
                            : "it goes on behind its %d bytes".formatted(length),
                    "copy or export it again",
                    null);
        }
        byte[] bytes = Arrays.copyOf(header, length);
        System.arraycopy(rest, 0, bytes, HEADER, rest.length);
        int stored = new FieldReader(bytes, length - CHECKSUM, length).s32();
        if (stored != checksum(bytes)) {
            throw refused(
                    source,
                    "it is damaged: its checksum is %08x, that of its contents %08x"
                            .formatted(stored, checksum(bytes)),
                    "copy or export it again",
                    null);
        }
        return network(new FieldReader(bytes, HEADER, length - CHECKSUM), source);
    }

    /** Checks the beginning; returns the length of the whole file. */
    private static int length(byte[] header, String source) {
        int known = Math.min(header.length, MAGIC.length);
        if (header.length == 0 || !Arrays.equals(header, 0, known, MAGIC, 0, known)) {
            throw refused(
                    source, "it is no packed model", "give a file that the exporter wrote", null);
        }
        if (header.length < HEADER) {
            throw refused(
                    source,
                    "it ends after %d bytes".formatted(header.length),
                    "copy or export it again",
                    null);
        }
        FieldReader in = new FieldReader(header, MAGIC.length, HEADER);
        int version = in.s32();
        if (version != FORMAT_VERSION) {
            boolean isNewer = version > FORMAT_VERSION;
            throw refused(
                    source,
                    "it has format version %d, and this program reads version %d"
                            .formatted(version, FORMAT_VERSION),
                    isNewer ? "update BinaryConnect" : "export the model again",
                    null);
        }
        int length = in.s32();
        if (length < HEADER + CHECKSUM || length > MAX_LENGTH) {
            throw refused(
                    source,
                    "its length must be %d to %d bytes, and it states %d"
                            .formatted(HEADER + CHECKSUM, MAX_LENGTH, length),
                    "copy or export it again",
                    null);
        }
        return length;
    }

    private static IntegerNetwork network(FieldReader in, String source) {
        try {
            Tensor input = Fields.tensor(in);
            List<IntegerNetwork.State> states = Fields.list(in, SMALLEST_STATE, PackedModel::state);
            List<Operation> operations =
                    Fields.list(in, OperationCode.SMALLEST, OperationCode::read);
            if (!in.isAtEnd()) {
                throw new IllegalArgumentException("bytes that belong to nothing");
            }
            IntegerNetwork network = new IntegerNetwork(input, states, operations);
            Validation.check(network);
            return network;
        } catch (IllegalArgumentException e) {
            String place = in.isAtEnd() ? source : source + ", byte " + in.position();
            throw refused(place, e.getMessage(), "export the model again", e);
        }
    }

    /** CRC-32 of everything but its own place. */
    static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - CHECKSUM);
        return (int) crc.getValue();
    }

    /** One line, whatever the file holds. */
    private static ExportException refused(
            String place, String problem, String remedy, Exception cause) {
        String text =
                problem.length() <= MAX_MESSAGE
                        ? problem
                        : problem.substring(0, MAX_MESSAGE) + "...";
        String message = "%s: %s; %s".formatted(place, text, remedy);
        return new ExportException(message.replaceAll(LINE_BREAKING, "?"), cause);
    }
}
