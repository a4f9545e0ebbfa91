package org.binaryconnect.hwexport.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Window;
import org.junit.jupiter.api.Test;

/**
 * Damaged files whose checksum is right: the reader refuses them in one line, or gives a network
 * that the interpreter runs and that is written as the same bytes.
 */
class PackedModelFuzzTest {

    private static final int MUTATIONS = 40_000;

    /** More than this many steps are left out, for the sake of time. */
    private static final long MAX_WORK = 5_000_000;

    private static final int[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        4,
        7,
        8,
        9,
        16,
        31,
        32,
        33,
        40,
        41,
        127,
        128,
        129,
        255,
        256,
        257,
        65_535,
        65_536,
        1 << 20,
        1 << 24,
        1 << 26,
        1 << 28,
        1 << 30,
        1 << 31,
        Integer.MAX_VALUE
    };

    private final Random random = new Random(3);
    private final Map<String, Integer> results = new TreeMap<>();

    @Test
    void damagedFilesAreRefusedOrRun() {
        List<byte[]> files =
                List.of(
                        PackedModel.write(EveryOperation.network()),
                        PackedModel.write(RandomNetworks.network(1, 9, 4, 3)),
                        PackedModel.write(RandomGraphs.graph(3)),
                        PackedModel.write(RandomGraphs.graph(8)),
                        PackedModel.write(RandomGraphs.graph(12)));
        for (int m = 0; m < MUTATIONS; m++) {
            byte[] file = files.get(m % 2 == 0 ? 0 : random.nextInt(files.size()));
            byte[] mutated = file;
            int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 5 : 1);
            for (int k = 0; k < count; k++) {
                mutated = mutate(mutated);
            }
            check(PackedModelTest.corrected(mutated));
        }
        assertTrue(results.get("read") > MUTATIONS / 20, results::toString);
        assertTrue(results.get("refused") > MUTATIONS / 4, results::toString);
    }

    /** Never the header, whose checks have tests of their own. */
    private byte[] mutate(byte[] file) {
        byte[] bytes = file.clone();
        int place =
                PackedModel.HEADER
                        + random.nextInt(
                                Math.max(
                                        1,
                                        bytes.length
                                                - PackedModel.HEADER
                                                - PackedModel.CHECKSUM
                                                - Integer.BYTES));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = 1 + random.nextInt(random.nextBoolean() ? 4 : 60);
        switch (random.nextInt(8)) {
            case 0, 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[place] = (byte) random.nextInt();
            case 3 -> buffer.putInt(place, NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4 -> buffer.putInt(place, buffer.getInt(place) + random.nextInt(5) - 2);
            case 5 -> {
                return joined(bytes, place, new byte[length], place);
            }
            case 6 -> {
                int end = Math.min(bytes.length - PackedModel.CHECKSUM, place + length);
                return joined(bytes, place, new byte[0], end);
            }
            default -> {
                byte[] copy = new byte[length];
                random.nextBytes(copy);
                int end = Math.min(bytes.length - PackedModel.CHECKSUM, place + length);
                return joined(bytes, place, copy, end);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, start, joined, end + middle.length, bytes.length - start);
        return joined;
    }

    private void check(byte[] bytes) {
        try {
            IntegerNetwork network = PackedModel.read(bytes);
            assertArrayEquals(bytes, PackedModel.write(network));
            results.merge("read", 1, Integer::sum);
            if (work(network) <= MAX_WORK) {
                ReferenceInterpreter.Session session = new ReferenceInterpreter(network).session();
                for (byte[] input : RandomNetworks.inputs(1, 3, network.inputs())) {
                    assertEquals(network.scores(), session.run(input).length);
                }
            }
        } catch (ExportException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            assertTrue(e.getMessage().startsWith("The packed model"), e.getMessage());
            results.merge("refused", 1, Integer::sum);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(HexFormat.of().formatHex(bytes), e);
        }
    }

    private static long work(IntegerNetwork network) {
        long work = 0;
        for (Tensor value : network.values()) {
            work += value.shape().size();
        }
        for (Operation operation : network.operations()) {
            Window window = null;
            if (operation instanceof Operation.Convolution convolution) {
                window = convolution.window();
            } else if (operation instanceof Operation.DepthwiseConvolution convolution) {
                window = convolution.window();
            } else if (operation instanceof Operation.MaxPool pool) {
                window = pool.window();
            } else if (operation instanceof Operation.AveragePool pool) {
                window = pool.window();
            }
            if (window != null) {
                long channels = network.values().get(operation.inputs().get(0)).shape().channels();
                work += channels * window.taps() * operation.output().shape().size();
            }
        }
        return work;
    }
}
