package org.binaryconnect.hwexport.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.junit.jupiter.api.Test;

/**
 * Every byte of a file, and every number wherever it begins, becomes every extreme: none is
 * forgotten, as it may be by chance.
 */
class PackedModelExtremesTest {

    private static final int[] NUMBERS = {
        0, 1, -1, 65_536, 1 << 26, Integer.MIN_VALUE, Integer.MAX_VALUE
    };

    private static final int[] BYTES = {0, 2, 32, 128, 255};

    private int accepted;

    @Test
    void aFileWithEveryOperation() {
        everyExtreme(PackedModel.write(EveryOperation.network()));
    }

    @Test
    void smallFiles() {
        int files = 0;
        for (int seed = 0; files < 4; seed++) {
            byte[] file = PackedModel.write(RandomGraphs.graph(seed));
            if (file.length < 600) {
                everyExtreme(file);
                files++;
            }
        }
    }

    private void everyExtreme(byte[] file) {
        for (int at = PackedModel.HEADER; at < file.length - PackedModel.CHECKSUM; at++) {
            for (int value : BYTES) {
                byte[] bytes = file.clone();
                bytes[at] = (byte) value;
                check(bytes, at, value);
            }
            for (int value : NUMBERS) {
                byte[] bytes = file.clone();
                if (at + Integer.BYTES <= file.length - PackedModel.CHECKSUM) {
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
                }
                check(bytes, at, value);
            }
        }
        assertTrue(accepted > 0);
    }

    private void check(byte[] changed, int at, int value) {
        byte[] bytes = PackedModelTest.corrected(changed);
        String place = "byte %d is %d".formatted(at, value);
        IntegerNetwork network;
        try {
            network = PackedModel.read(bytes);
        } catch (ExportException e) {
            assertEquals(1, e.getMessage().lines().count(), place);
            assertTrue(e.getMessage().startsWith("The packed model"), e::getMessage);
            return;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(place, e);
        }
        accepted++;
        assertArrayEquals(bytes, PackedModel.write(network), place);
        if (accepted % 50 == 0) {
            int[] scores = new ReferenceInterpreter(network).run(new byte[network.inputs()]);
            assertEquals(network.scores(), scores.length, place);
        }
    }
}
