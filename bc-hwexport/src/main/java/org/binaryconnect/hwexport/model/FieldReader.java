package org.binaryconnect.hwexport.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link FieldWriter} wrote, and never beyond the end: every method throws {@link
 * IllegalArgumentException} if the bytes that it needs are not there, before it allocates anything.
 */
final class FieldReader {

    private final ByteBuffer buffer;

    FieldReader(byte[] bytes, int start, int end) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(start).limit(end);
    }

    /** Where the next field begins. */
    int position() {
        return buffer.position();
    }

    boolean isAtEnd() {
        return !buffer.hasRemaining();
    }

    int u8() {
        need(1, Byte.BYTES);
        return Byte.toUnsignedInt(buffer.get());
    }

    short s16() {
        need(1, Short.BYTES);
        return buffer.getShort();
    }

    int s32() {
        need(1, Integer.BYTES);
        return buffer.getInt();
    }

    double f64() {
        need(1, Double.BYTES);
        return Double.longBitsToDouble(buffer.getLong());
    }

    byte[] bytes(int count) {
        need(count, 1);
        byte[] value = new byte[count];
        buffer.get(value);
        return value;
    }

    String text() {
        byte[] encoded = bytes(count(1));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(encoded)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name is not UTF-8", e);
        }
    }

    /**
     * A number of elements that follow.
     *
     * @param size smallest number of bytes of an element
     */
    int count(int size) {
        int count = s32();
        need(count, size);
        return count;
    }

    /** Makes sure that so many elements can follow. */
    void need(long count, long size) {
        if (count < 0 || count > buffer.remaining() / size) {
            throw new IllegalArgumentException(
                    "%d x %d bytes are needed and %d are left"
                            .formatted(count, size, buffer.remaining()));
        }
    }

    /** One of a few codes, numbered from 0. */
    int code(String what, int codes) {
        int code = u8();
        if (code >= codes) {
            throw new IllegalArgumentException("there is no %s %d".formatted(what, code));
        }
        return code;
    }
}
