package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.junit.jupiter.api.Test;

class AffineFoldingTest {

    private static Node.Affine affine(double scale, double offset) {
        return new Node.Affine("affine", new double[] {scale}, new double[] {offset});
    }

    /** -2 (3 x + 5) + 1 = -6 x - 9. */
    @Test
    void neighboursBecomeOne() {
        Network folded = AffineFolding.apply(new Network(1, List.of(affine(3, 5), affine(-2, 1))));

        Node.Affine only = (Node.Affine) folded.nodes().get(0);
        assertEquals(1, folded.nodes().size());
        assertArrayEquals(new double[] {-6}, only.scale());
        assertArrayEquals(new double[] {-9}, only.offset());
    }

    @Test
    void aReluBetweenKeepsThemApart() {
        Network network =
                new Network(1, List.of(affine(3, 5), new Node.Relu("relu"), affine(-2, 1)));

        assertEquals(3, AffineFolding.apply(network).nodes().size());
    }
}
