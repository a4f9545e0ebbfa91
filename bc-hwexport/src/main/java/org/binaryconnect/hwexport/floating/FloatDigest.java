package org.binaryconnect.hwexport.floating;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/** The identity of a network: SHA-256 of all its parts, in the order in which records name them. */
final class FloatDigest {

    private final DataOutputStream out;

    private FloatDigest(DataOutputStream out) {
        this.out = out;
    }

    static String of(FloatNetwork network) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DigestOutputStream stream =
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            new FloatDigest(new DataOutputStream(stream)).part(network);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void part(Object part) throws IOException, ReflectiveOperationException {
        if (part instanceof Record || part instanceof Enum<?>) {
            out.writeUTF(part.getClass().getName());
        }
        if (part instanceof Record) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                part(component.getAccessor().invoke(part));
            }
        } else if (part instanceof List<?> list) {
            out.writeInt(list.size());
            for (Object element : list) {
                part(element);
            }
        } else if (part instanceof float[][] matrix) {
            out.writeInt(matrix.length);
            for (float[] row : matrix) {
                part(row);
            }
        } else if (part instanceof float[] numbers) {
            out.writeInt(numbers.length);
            for (float number : numbers) {
                out.writeInt(Float.floatToIntBits(number));
            }
        } else if (part instanceof int[] numbers) {
            out.writeInt(numbers.length);
            for (int number : numbers) {
                out.writeInt(number);
            }
        } else if (part instanceof PackedMatrix matrix) {
            out.writeInt(matrix.rows());
            out.writeInt(matrix.columns());
            out.write(matrix.bytes());
        } else if (part instanceof Integer number) {
            out.writeInt(number);
        } else if (part instanceof Float number) {
            out.writeInt(Float.floatToIntBits(number));
        } else if (part instanceof Double number) {
            out.writeLong(Double.doubleToLongBits(number));
        } else if (part instanceof Enum<?> constant) {
            out.writeUTF(constant.name());
        } else if (part instanceof String text) {
            out.writeUTF(text);
        } else {
            throw new IllegalStateException("A part of a network is a " + part.getClass());
        }
    }
}
