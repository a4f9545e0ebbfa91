package org.binaryconnect.hwexport.quantize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Network.Step;
import org.binaryconnect.hwexport.ir.Node;

/**
 * Merges neighbouring affine nodes, such as a bias and the batch normalization behind it, into one.
 */
public final class AffineFolding {

    private AffineFolding() {}

    /** An equivalent network in which no affine node is the only user of another. */
    public static Network apply(Network network) {
        int[] uses = network.uses();
        List<Step> folded = new ArrayList<>();
        Map<Integer, Integer> values = new HashMap<>(Map.of(0, 0));
        for (int s = 0; s < network.steps().size(); s++) {
            Step step = network.steps().get(s);
            List<Integer> inputs = step.inputs().stream().map(values::get).toList();
            int before = inputs.get(0) - 1;
            if (step.node() instanceof Node.Affine second
                    && before == folded.size() - 1
                    && before >= 0
                    && folded.get(before).node() instanceof Node.Affine first
                    && uses[step.inputs().get(0)] == 1) {
                folded.set(before, new Step(compose(first, second), folded.get(before).inputs()));
            } else {
                folded.add(new Step(step.node(), inputs));
            }
            values.put(s + 1, folded.size());
        }
        return new Network(network.input(), folded);
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
