package org.binaryconnect.hwexport.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes numbers, low byte first. {@link FieldReader} has the same methods. */
final class FieldWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    void u8(int value) {
        bytes.write(value);
    }

    void s16(short value) {
        integer(value, Short.BYTES);
    }

    void s32(int value) {
        integer(value, Integer.BYTES);
    }

    void f64(double value) {
        integer(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    private void integer(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >> (8 * i)));
        }
    }

    void bytes(byte[] value) {
        bytes.writeBytes(value);
    }

    /**
     * @throws IllegalArgumentException if the text is not valid Unicode
     */
    void text(String value) {
        ByteBuffer encoded;
        try {
            encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name has half of a surrogate pair", e);
        }
        s32(encoded.remaining());
        bytes.write(encoded.array(), 0, encoded.limit());
    }
}
