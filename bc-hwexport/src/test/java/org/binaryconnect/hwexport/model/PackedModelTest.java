package org.binaryconnect.hwexport.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.ir.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedModelTest {

    private static final int VERSION = 8;
    private static final int LENGTH = 12;

    @TempDir private Path folder;

    @Test
    void randomGraphsComeBack() {
        for (int seed = 0; seed < 200; seed++) {
            assertComesBack(RandomGraphs.graph(seed), "seed " + seed);
        }
    }

    @Test
    void everyOperationComesBack() {
        IntegerNetwork network = EveryOperation.network();
        Set<Class<?>> operations = new HashSet<>();
        network.operations().forEach(operation -> operations.add(operation.getClass()));

        for (OperationCode code : OperationCode.values()) {
            assertTrue(operations.contains(code.type()), code.name());
        }
        assertComesBack(network, "every operation");
    }

    private static void assertComesBack(IntegerNetwork network, String message) {
        byte[] bytes = PackedModel.write(network);
        IntegerNetwork again = PackedModel.read(bytes);

        assertArrayEquals(bytes, PackedModel.write(again), message);
        assertEquals(network.values(), again.values(), message);
        assertEquals(network.states(), again.states(), message);
        ReferenceInterpreter.Session expected = new ReferenceInterpreter(network).session();
        ReferenceInterpreter.Session found = new ReferenceInterpreter(again).session();
        for (byte[] input : RandomNetworks.inputs(1, 4, network.inputs())) {
            assertArrayEquals(expected.trace(input), found.trace(input), message);
        }
    }

    @Test
    void everyKindOfOperationHasOneCode() {
        Set<Integer> codes = new TreeSet<>();
        Set<Class<?>> types = new HashSet<>();
        for (OperationCode code : OperationCode.values()) {
            codes.add(code.code());
            types.add(code.type());
        }
        Set<Class<?>> kinds = new HashSet<>();
        kinds.addAll(List.of(Operation.class.getPermittedSubclasses()));
        kinds.remove(Operation.Linear.class);
        kinds.addAll(List.of(Operation.Linear.class.getPermittedSubclasses()));

        assertEquals(kinds, types);
        assertEquals(OperationCode.values().length, codes.size());
    }

    @Test
    void theIdentityFollowsEveryPartOfTheNetwork() {
        String identity = PackedModel.sha256(RandomNetworks.network(1, 9, 4, 3));

        assertTrue(identity.matches("[0-9a-f]{64}"));
        assertEquals(identity, PackedModel.sha256(RandomNetworks.network(1, 9, 4, 3)));
        assertNotEquals(identity, PackedModel.sha256(RandomNetworks.network(2, 9, 4, 3)));
    }

    @Test
    void filesAreReadAndNamed() throws IOException {
        byte[] bytes = PackedModel.write(EveryOperation.network());
        Path file = Files.write(folder.resolve("digits.bcm"), bytes);
        assertArrayEquals(bytes, PackedModel.write(PackedModel.read(file)));

        Files.write(file, Arrays.copyOf(bytes, 1000));
        assertRefused(() -> PackedModel.read(file), file + ": it ends after 1000 of ");
        Path missing = folder.resolve("missing.bcm");
        assertRefused(() -> PackedModel.read(missing), missing + ": there is no such file");
        assertRefused(() -> PackedModel.read(folder), folder + ": it cannot be read");
    }

    @Test
    void otherFilesAreRefused() {
        assertRefused(new byte[0], "is no packed model");
        assertRefused(new byte[100], "is no packed model");
        assertRefused("BCMODEL\n".getBytes(), "ends after 8 bytes");
        assertRefused("BCMO".getBytes(), "ends after 4 bytes");
        assertRefused("BCMODEL\r\n and more text".getBytes(), "is no packed model");
    }

    @Test
    void otherVersionsAreRefused() {
        assertRefused(with(VERSION, 3), "format version 3, and this program reads version 2");
        assertRefused(with(VERSION, 3), "update BinaryConnect");
        assertRefused(with(VERSION, 1), "format version 1");
        assertRefused(with(VERSION, -1), "export the model again");
    }

    @Test
    void filesOfAnotherLengthAreRefused() {
        byte[] bytes = PackedModel.write(EveryOperation.network());
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length), "");
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "goes on behind");
        assertRefused(with(LENGTH, Integer.MAX_VALUE), "its length must be");
        assertRefused(with(LENGTH, PackedModel.MAX_LENGTH), "ends after " + bytes.length);
        assertRefused(with(LENGTH, -1), "its length must be");
        assertRefused(with(LENGTH, 19), "its length must be");
    }

    @Test
    void everyFlippedBitIsFound() {
        byte[] bytes = PackedModel.write(RandomNetworks.network(1, 9, 4, 3));
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused(bytes, "");
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    /** Rows of one byte would take far more memory than the file. */
    @Test
    void weightsOfTooManyRowsAreRefusedBeforeTheyAreRead() {
        int rows = 65_536;
        byte[] small = PackedModel.write(RandomNetworks.network(1, 9, 1));
        int kind = 16 + 25 + 4 + 4 + 1 + 11 + 25 + 4;
        byte[] bytes = Arrays.copyOf(small, small.length + rows);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind, (byte) 1)
                .putInt(kind + 1, rows)
                .putInt(kind + 5, 1);

        assertRefused(corrected(bytes), "weights of 65536 x 1; each must be 1 to 65535");
    }

    @Test
    void paddingBitsMustBeZero() {
        byte[] bytes = PackedModel.write(RandomNetworks.network(1, 9, 1));
        // Fields before the weights: 16, 25, 4, 4, 1, 4 and a name of 7, 25, 4, 9.
        bytes[16 + 25 + 4 + 4 + 1 + 11 + 25 + 4 + 9 + 1] |= 2;

        assertRefused(corrected(bytes), "padding bits that are not 0");
    }

    @Test
    void aNetworkThatDoesNotFitTogetherIsNotWritten() {
        IntegerNetwork network =
                new IntegerNetwork(
                        new Tensor(Shape.vector(3), Tensor.Element.U8, 1, 0),
                        List.of(),
                        List.of(
                                new Operation.Widen(
                                        "two\nlines",
                                        0,
                                        0,
                                        new Tensor(Shape.vector(4), Tensor.Element.S32, 1, 0))));

        assertRefused(
                () -> PackedModel.write(network),
                "operation 0 \"two?lines\": the result is 4, but must be 3; change this layer");
    }

    @Test
    void namesAreUnicode() {
        Tensor scores = new Tensor(Shape.vector(1), Tensor.Element.S32, 1, 0);
        Tensor input = new Tensor(Shape.vector(1), Tensor.Element.U8, 1, 0);
        for (String name : List.of("", "Schicht ß", "层", "\uD83D\uDE00", "a\u0000\n")) {
            IntegerNetwork network =
                    new IntegerNetwork(
                            input, List.of(), List.of(new Operation.Widen(name, 0, 0, scores)));
            assertEquals(
                    name, PackedModel.read(PackedModel.write(network)).operations().get(0).name());
        }
        IntegerNetwork half =
                new IntegerNetwork(
                        input, List.of(), List.of(new Operation.Widen("\uD83D", 0, 0, scores)));
        assertRefused(() -> PackedModel.write(half), "half of a surrogate pair");
    }

    @Test
    void weightsOf8BitsComeBack() {
        Tensor scores = new Tensor(Shape.vector(1), Tensor.Element.S32, 0, 0);
        IntegerWeights.Int8 weights = new IntegerWeights.Int8(new byte[][] {{-127, 127, 0}});
        Operation.Dense dense = new Operation.Dense("d", 0, weights, null, scores);
        Tensor last = new Tensor(Shape.vector(3), Tensor.Element.S32, 1, 0);
        IntegerNetwork network =
                new IntegerNetwork(
                        new Tensor(Shape.vector(3), Tensor.Element.U8, 1, 0),
                        List.of(),
                        List.of(dense, new Operation.Widen("w", 0, 0, last)));

        assertComesBack(network, "8-bit weights");
    }

    private static byte[] with(int offset, int value) {
        byte[] bytes = PackedModel.write(EveryOperation.network());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return bytes;
    }

    /** Sets length and checksum to what they must be. */
    static byte[] corrected(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(LENGTH, bytes.length);
        buffer.putInt(bytes.length - 4, PackedModel.checksum(bytes));
        return bytes;
    }

    private static void assertRefused(byte[] bytes, String expected) {
        assertRefused(() -> PackedModel.read(bytes), expected);
    }

    static void assertRefused(org.junit.jupiter.api.function.Executable call, String expected) {
        ExportException e = assertThrows(ExportException.class, call);
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
