package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Network.Step;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.junit.jupiter.api.Test;

class AffineFoldingTest {

    private static final Shape ONE = Shape.vector(1);

    private static Node.Affine affine(double scale, double offset) {
        return new Node.Affine("affine", new double[] {scale}, new double[] {offset});
    }

    /** -2 (3 x + 5) + 1 = -6 x - 9. */
    @Test
    void neighboursBecomeOne() {
        Network folded =
                AffineFolding.apply(Network.chain(ONE, List.of(affine(3, 5), affine(-2, 1))));

        Node.Affine only = (Node.Affine) folded.steps().get(0).node();
        assertEquals(1, folded.steps().size());
        assertArrayEquals(new double[] {-6}, only.scale());
        assertArrayEquals(new double[] {-9}, only.offset());
    }

    @Test
    void anActivationBetweenKeepsThemApart() {
        Node relu = new Node.Activation("relu", Function.Limit.RELU);
        Network network = Network.chain(ONE, List.of(affine(3, 5), relu, affine(-2, 1)));

        assertEquals(3, AffineFolding.apply(network).steps().size());
    }

    /** a = 3 x + 5, b = -2 a + 1, a + b: a is needed itself. */
    @Test
    void aValueThatOthersTakeIsKept() {
        Network network =
                new Network(
                        ONE,
                        List.of(
                                new Step(affine(3, 5), List.of(0)),
                                new Step(affine(-2, 1), List.of(1)),
                                new Step(new Node.Add("add", 1, 1), List.of(1, 2))));

        Network folded = AffineFolding.apply(network);

        assertEquals(3, folded.steps().size());
        assertArrayEquals(
                new double[] {8 + -15},
                new org.binaryconnect.hwexport.ir.RealInterpreter(folded).run(new double[] {1}));
    }
}
