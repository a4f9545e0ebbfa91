package org.binaryconnect.examples.bench.kernels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.LstmConstants;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;

/**
 * Networks of one operation without weights, and the widening that makes scores of its result: what
 * the operations between layers cost.
 */
final class OperationNetworks {

    private static final Requantization HALF = Requantization.of(0.5, 10);

    private OperationNetworks() {}

    /** Only the widening. */
    static List<IntegerNetwork> widenings() {
        List<IntegerNetwork> networks = new ArrayList<>();
        for (int size : new int[] {16, 100, 1000}) {
            networks.add(network(Shape.vector(size), List.of()));
        }
        return networks;
    }

    /** Those on images, each in several shapes. */
    static List<IntegerNetwork> images() {
        List<IntegerNetwork> networks = new ArrayList<>();
        for (Shape shape : List.of(new Shape(8, 8, 16), new Shape(6, 6, 3), new Shape(4, 4, 40))) {
            for (Operation operation : ofImage(shape)) {
                networks.add(network(shape, List.of(operation)));
            }
        }
        return networks;
    }

    /** Those of recurrent layers, behind others. */
    static List<IntegerNetwork> recurrent() {
        List<IntegerNetwork> networks = new ArrayList<>();
        for (int units : new int[] {8, 32, 100}) {
            Tensor gates = activations(Shape.vector(4 * units));
            Operation lookup = new Operation.Lookup("sums", 0, new byte[256], gates);
            networks.add(network(gates.shape(), List.of(lookup, lstm(units))));
            Tensor sums = new Tensor(Shape.vector(units), Element.S32, 1, 0);
            networks.add(
                    network(
                            Shape.vector(units),
                            List.of(new Operation.Widen("sums", 0, 0, sums), combine(units))));
        }
        return networks;
    }

    private static List<Operation> ofImage(Shape shape) {
        Tensor same = activations(shape);
        int channels = shape.channels();
        Window two = Window.of(2, 2, 2, 2);
        Window three = new Window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        byte[] table = new byte[256];
        int[] order = new int[shape.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = order.length - 1 - i;
        }
        Requantizer counts = new Requantizer(Collections.nCopies(9, HALF), 0, 255);
        Requantizer each = new Requantizer(Collections.nCopies(channels, HALF), 0, 255);
        return List.of(
                new Operation.MaxPool("max", 0, two, activations(two.output(shape, channels))),
                new Operation.MaxPool("max", 0, three, same),
                new Operation.AveragePool(
                        "average", 0, two, 4, counts, activations(two.output(shape, channels))),
                new Operation.AveragePool("average", 0, three, 4, counts, same),
                new Operation.Affine("affine", 0, each, same),
                new Operation.Lookup("lookup", 0, table, same),
                new Operation.Clamp("clamp", 0, new byte[channels], new byte[channels], same),
                new Operation.Add("add", 0, 0, (short) 99, (short) 55, 8, 20, 0, 255, same),
                new Operation.Concatenate(
                        "concat",
                        List.of(0, 0),
                        new byte[][] {null, table},
                        activations(new Shape(shape.height(), shape.width(), 2 * channels))),
                new Operation.Permute("permute", 0, order, activations(Shape.vector(order.length))),
                new Operation.Pad(
                        "pad",
                        0,
                        1,
                        1,
                        1,
                        1,
                        0,
                        activations(new Shape(shape.height() + 2, shape.width() + 2, channels))));
    }

    private static Operation combine(int units) {
        short[] multipliers = new short[units];
        java.util.Arrays.fill(multipliers, (short) 300);
        byte[] shifts = new byte[units];
        java.util.Arrays.fill(shifts, (byte) 10);
        return new Operation.Combine(
                "combine",
                1,
                1,
                multipliers,
                multipliers,
                shifts,
                new int[units],
                activations(Shape.vector(units)));
    }

    private static Operation lstm(int units) {
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) i;
        }
        LstmConstants constants =
                new LstmConstants(table, table, 128, 1 << 14, 1 << 20, 22, HALF, table, 128, HALF);
        return new Operation.LstmCell("lstm", 1, constants, activations(Shape.vector(units)));
    }

    private static Tensor activations(Shape shape) {
        return new Tensor(shape, Element.U8, 1, 0);
    }

    private static IntegerNetwork network(Shape input, List<Operation> operations) {
        List<Operation> all = new ArrayList<>(operations);
        Shape last =
                operations.isEmpty()
                        ? input
                        : operations.get(operations.size() - 1).output().shape();
        all.add(
                new Operation.Widen(
                        "scores", operations.size(), 0, new Tensor(last, Element.S32, 1, 0)));
        return new IntegerNetwork(activations(input), List.of(), all);
    }
}
