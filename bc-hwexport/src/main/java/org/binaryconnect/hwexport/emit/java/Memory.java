package org.binaryconnect.hwexport.emit.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor.Element;

/**
 * The arrays that hold the values of a network. An array is used again as soon as nothing needs
 * what is in it; the first that is free and of the element's type is taken and grows as needed.
 */
final class Memory {

    /** An array of an instance. */
    static final class Slot {
        private final String name;
        private final Element element;
        private int size;
        private int busyUntil;

        private Slot(String name, Element element) {
            this.name = name;
            this.element = element;
        }

        String name() {
            return name;
        }

        String type() {
            return type(element);
        }

        int size() {
            return size;
        }

        private static String type(Element element) {
            return element == Element.U8 ? "byte" : "int";
        }
    }

    private final List<Slot> slots = new ArrayList<>();

    /** For each value the Java expression of its array. */
    private final String[] names;

    Memory(IntegerNetwork network) {
        int[] lastUse = lastUses(network);
        names = new String[lastUse.length];
        names[0] = "input";
        for (int s = 0; s < network.states().size(); s++) {
            names[1 + s] = "state" + s;
        }
        int operations = network.operations().size();
        for (int o = 0; o < operations; o++) {
            Operation operation = network.operations().get(o);
            int value = network.valueOf(o);
            if (operation instanceof Operation.Reshape reshape) {
                names[value] = names[reshape.input()];
            } else if (o == operations - 1) {
                names[value] = "scores";
            } else {
                Slot slot = take(operation.output().element(), o);
                slot.size = Math.max(slot.size, operation.output().shape().size());
                slot.busyUntil = Math.max(o, lastUse[value]);
                names[value] = slot.name;
            }
        }
    }

    private Slot take(Element element, int operation) {
        for (Slot slot : slots) {
            if (slot.element == element && slot.busyUntil < operation) {
                return slot;
            }
        }
        String name = (element == Element.U8 ? "values" : "accumulators") + slots.size();
        Slot slot = new Slot(name, element);
        slots.add(slot);
        return slot;
    }

    /** For each value the last operation that takes it; the next state is taken at the end. */
    private static int[] lastUses(IntegerNetwork network) {
        int[] lastUse = new int[network.values().size()];
        Arrays.fill(lastUse, -1);
        network.states().forEach(state -> lastUse[state.source()] = Integer.MAX_VALUE);
        for (int o = network.operations().size() - 1; o >= 0; o--) {
            Operation operation = network.operations().get(o);
            for (int value : operation.inputs()) {
                int use =
                        operation instanceof Operation.Reshape
                                ? Math.max(o, lastUse[network.valueOf(o)])
                                : o;
                lastUse[value] = Math.max(lastUse[value], use);
            }
        }
        return lastUse;
    }

    List<Slot> slots() {
        return slots;
    }

    String name(int value) {
        return names[value];
    }
}
