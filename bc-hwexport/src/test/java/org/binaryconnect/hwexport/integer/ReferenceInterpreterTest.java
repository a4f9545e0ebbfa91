package org.binaryconnect.hwexport.integer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.junit.jupiter.api.Test;

class ReferenceInterpreterTest {

    private static final boolean[][] FIRST = {{true, false, true}, {false, false, true}};
    private static final boolean[][] SECOND = {{true, true}, {true, false}};

    /**
     * By hand: accumulators 10 - 200 + 255 = 65 and -10 - 200 + 255 = 45; activations (65 * 2 + 1)
     * / 2 = 65 and (-45 * 1 + 50) / 1 = 5; scores 65 + 5 = 70 and (65 - 5) * -3 = -180.
     */
    @Test
    void twoLayersByHand() {
        Tensor two = new Tensor(Shape.vector(2), Tensor.Element.U8, 1, 0);
        IntegerNetwork network =
                new IntegerNetwork(
                        new Tensor(Shape.vector(3), Tensor.Element.U8, 1, 0),
                        List.of(),
                        List.of(
                                new Operation.Dense(
                                        "first",
                                        0,
                                        new IntegerWeights.Binary(
                                                PackedMatrix.pack(2, 3, (r, c) -> FIRST[r][c])),
                                        new Requantizer(
                                                List.of(
                                                        new Requantization((short) 2, 1, 1),
                                                        new Requantization((short) -1, 0, 50)),
                                                0,
                                                255),
                                        two),
                                new Operation.Dense(
                                        "second",
                                        1,
                                        new IntegerWeights.Binary(
                                                PackedMatrix.pack(2, 2, (r, c) -> SECOND[r][c])),
                                        new Requantizer(
                                                List.of(
                                                        new Requantization((short) 1, 0, 0),
                                                        new Requantization((short) -3, 0, 0)),
                                                Integer.MIN_VALUE,
                                                Integer.MAX_VALUE),
                                        new Tensor(Shape.vector(2), Tensor.Element.S32, 1, 0))));

        int[] scores =
                new ReferenceInterpreter(network).run(new byte[] {10, (byte) 200, (byte) 255});

        assertArrayEquals(new int[] {70, -180}, scores);
    }

    @Test
    void manyVectorsGiveWhatEachGivesAlone() {
        IntegerNetwork network = RandomNetworks.network(1, 19, 30, 7);
        byte[][] inputs = RandomNetworks.inputs(2, 12, 19);
        ReferenceInterpreter reference = new ReferenceInterpreter(network);

        int[][] all = reference.runAll(RandomNetworks.concatenate(inputs));

        for (int v = 0; v < inputs.length; v++) {
            assertArrayEquals(reference.run(inputs[v]), all[v]);
        }
    }

    @Test
    void inputsOfTheWrongSizeAreRefused() {
        ReferenceInterpreter reference = new ReferenceInterpreter(RandomNetworks.network(1, 4, 2));

        assertThrows(IllegalArgumentException.class, () -> reference.run(new byte[3]));
        assertThrows(IllegalArgumentException.class, () -> reference.runAll(new byte[7]));
    }
}
