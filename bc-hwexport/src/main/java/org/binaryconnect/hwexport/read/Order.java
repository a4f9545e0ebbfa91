package org.binaryconnect.hwexport.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.binaryconnect.hwexport.ir.Shape;

/** Orders of a value's elements, see {@link Value#order()}. */
final class Order {

    private Order() {}

    /** The order of an image or series that DL4J flattens: channels last here, first there. */
    static int[] planar(Shape shape) {
        if (shape.channels() == 1 || shape.isVector()) {
            return null;
        }
        return IntStream.range(0, shape.size())
                .map(i -> i % shape.channels() * shape.positions() + i / shape.channels())
                .toArray();
    }

    /**
     * How to bring elements from one order into another: element i is element {@code result[i]} of
     * what there is; null if nothing is to be done.
     */
    static int[] between(int[] from, int[] to, int size) {
        int[] where = new int[size];
        for (int i = 0; i < size; i++) {
            where[at(from, i)] = i;
        }
        int[] change = IntStream.range(0, size).map(i -> where[at(to, i)]).toArray();
        boolean isNothing = IntStream.range(0, size).allMatch(i -> change[i] == i);
        return isNothing ? null : change;
    }

    /** The order of vectors one behind the other. */
    static int[] concatenated(List<Value> values) {
        if (values.stream().allMatch(value -> value.order() == null)) {
            return null;
        }
        List<Integer> all = new ArrayList<>();
        for (Value value : values) {
            int first = all.size();
            for (int i = 0; i < value.shape().size(); i++) {
                all.add(first + at(value.order(), i));
            }
        }
        return all.stream().mapToInt(i -> i).toArray();
    }

    /** DL4J's index of an element. */
    static int at(int[] order, int i) {
        return order == null ? i : order[i];
    }

    /** DL4J's array of one number an element, in the order here. */
    static double[] apply(int[] order, double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[at(order, i)]).toArray();
    }
}
