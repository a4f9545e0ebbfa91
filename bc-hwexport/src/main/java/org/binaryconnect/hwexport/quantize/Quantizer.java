package org.binaryconnect.hwexport.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerDense;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;

/**
 * Turns a calibrated network of dense, affine and ReLU nodes into integers (W1A8).
 *
 * <p>Inputs and hidden activations become unsigned bytes on [0, maximum of the calibration]. The
 * affine node behind a dense node becomes that layer's requantization, one multiplier an output, of
 * any sign; ReLU is the clamp at 0. Scores keep their order: all have the same scale.
 */
public final class Quantizer {

    /**
     * Scores of calibration inputs fill 16 bits and a sign, so no score comes near the limits of 32
     * bits.
     */
    private static final double LARGEST_CALIBRATION_SCORE = 32767;

    private Quantizer() {}

    /**
     * @param network folded: every dense node has at most one affine node behind it, then a ReLU
     *     unless it is the last
     * @param calibration of the same network
     * @throws ExportException if the network has another form or the calibration shows a dead layer
     */
    public static IntegerNetwork apply(Network network, Calibration calibration) {
        double inputScale = calibration.inputMaximum() / Requantization.MAX_ACTIVATION;
        double scale = inputScale;
        List<IntegerDense> layers = new ArrayList<>();
        List<Node> nodes = network.nodes();
        int n = 0;
        while (n < nodes.size()) {
            if (!(nodes.get(n) instanceof Node.Dense dense)) {
                throw new ExportException(
                        "Layer \"%s\" stands where a binary dense layer is needed; the exporter takes dense layers, each followed by batch normalization and ReLU"
                                .formatted(nodes.get(n).name()));
            }
            n++;
            Node.Affine affine = identity(dense);
            if (n < nodes.size() && nodes.get(n) instanceof Node.Affine behind) {
                affine = behind;
                n++;
            }
            boolean last = n == nodes.size();
            if (!last && !(nodes.get(n) instanceof Node.Relu)) {
                throw new ExportException(
                        "Layer \"%s\" has no ReLU behind it; the exporter needs one after every layer but the last"
                                .formatted(dense.name()));
            }
            if (n == nodes.size() - 1) {
                throw new ExportException(
                        "Layer \"%s\" ends the network with a ReLU, which makes all negative scores equal; end it with identity or softmax"
                                .formatted(dense.name()));
            }
            double maximum = calibration.nodeMaxima()[last ? n - 1 : n];
            if (!(maximum > 0)) {
                throw new ExportException(
                        "Layer \"%s\" gives only 0 on the calibration inputs; train the network or give typical inputs"
                                .formatted(dense.name()));
            }
            double outputScale =
                    maximum / (last ? LARGEST_CALIBRATION_SCORE : Requantization.MAX_ACTIVATION);
            layers.add(quantize(dense, affine, scale, outputScale, last));
            scale = outputScale;
            n++;
        }
        return new IntegerNetwork(inputScale, scale, layers);
    }

    private static Node.Affine identity(Node.Dense dense) {
        double[] ones = new double[dense.weights().rows()];
        Arrays.fill(ones, 1);
        return new Node.Affine(dense.name(), ones, new double[ones.length]);
    }

    private static IntegerDense quantize(
            Node.Dense dense,
            Node.Affine affine,
            double inputScale,
            double outputScale,
            boolean last) {
        long largestAccumulator = (long) Requantization.MAX_ACTIVATION * dense.weights().columns();
        List<Requantization> requantizations = new ArrayList<>();
        for (int o = 0; o < dense.weights().rows(); o++) {
            double factor = affine.scale()[o] * inputScale / outputScale;
            double bias = affine.offset()[o] / outputScale;
            if (!last) {
                // Beyond this the output is clamped whatever the accumulator; a smaller bias leaves
                // more bits to the factor.
                double decisive =
                        Math.abs(factor) * largestAccumulator + Requantization.MAX_ACTIVATION + 1;
                bias = Math.max(-decisive, Math.min(decisive, bias));
            }
            try {
                requantizations.add(Requantization.of(factor, bias));
            } catch (IllegalArgumentException e) {
                throw new ExportException(
                        "Layer \"%s\", output %d: %s; its batch normalization is out of proportion"
                                .formatted(dense.name(), o, e.getMessage()),
                        e);
            }
        }
        try {
            return new IntegerDense(dense.name(), dense.weights(), requantizations);
        } catch (IllegalArgumentException e) {
            throw new ExportException(e.getMessage() + "; use a narrower layer", e);
        }
    }
}
