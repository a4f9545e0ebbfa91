package org.binaryconnect.hwexport.quantize;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;

/**
 * Merges neighbouring affine nodes, such as a bias and the batch normalization behind it, into one.
 */
public final class AffineFolding {

    private AffineFolding() {}

    /** An equivalent network in which no affine node follows another. */
    public static Network apply(Network network) {
        List<Node> folded = new ArrayList<>();
        for (Node node : network.nodes()) {
            int last = folded.size() - 1;
            if (node instanceof Node.Affine second
                    && last >= 0
                    && folded.get(last) instanceof Node.Affine first) {
                folded.set(last, compose(first, second));
            } else {
                folded.add(node);
            }
        }
        return new Network(network.inputs(), folded);
    }

    private static Node.Affine compose(Node.Affine first, Node.Affine second) {
        int n = first.scale().length;
        double[] scale = new double[n];
        double[] offset = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = second.scale()[i] * first.scale()[i];
            offset[i] = second.scale()[i] * first.offset()[i] + second.offset()[i];
        }
        return new Node.Affine(second.name(), scale, offset);
    }
}
