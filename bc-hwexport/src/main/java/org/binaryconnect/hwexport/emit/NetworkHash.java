package org.binaryconnect.hwexport.emit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.binaryconnect.hwexport.integer.IntegerDense;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Requantization;

/**
 * Identifies what a network computes: SHA-256 over every number that decides its scores,
 * little-endian (FORMAT.md, section 4).
 */
final class NetworkHash {

    /** Version of packing, arithmetic and this hash. */
    static final int FORMAT_VERSION = 1;

    private NetworkHash() {}

    static String of(IntegerNetwork network) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
        digest.update(words(FORMAT_VERSION, network.layers().size()));
        for (IntegerDense layer : network.layers()) {
            digest.update(words(layer.fanIn(), layer.outputs()));
            digest.update(layer.weights().bytes());
            for (Requantization r : layer.requantizations()) {
                digest.update(words(r.multiplier(), r.shift(), r.offset()));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] words(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }
}
