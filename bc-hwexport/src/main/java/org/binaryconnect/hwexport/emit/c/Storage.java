package org.binaryconnect.hwexport.emit.c;

import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.plan.Buffers;
import org.binaryconnect.hwexport.plan.Plan;

/** C expressions for the places of values, scratch and states. */
final class Storage {

    private static final int WORD = 4;

    private final Plan plan;
    private final IntegerNetwork network;

    Storage(Plan plan) {
        this.plan = plan;
        this.network = plan.network();
    }

    /** A value as a pointer to its elements. */
    String value(int value) {
        int operation = value - 1 - network.states().size();
        if (value == 0) {
            return "input";
        } else if (operation < 0) {
            return state(value - 1);
        } else if (operation == network.operations().size() - 1) {
            return "scores";
        }
        for (int s = 0; s < network.states().size(); s++) {
            if (network.states().get(s).source() == value) {
                return state(s);
            }
        }
        int offset = plan.buffers().valueOffsets()[value];
        if (offset == Buffers.NOWHERE) {
            // The same bytes as those that it reshapes, which are not in the working memory.
            return value(((Operation.Reshape) network.operations().get(operation)).input());
        }
        String type =
                network.operations().get(operation).output().element() == Element.U8
                        ? "uint8_t"
                        : "int32_t";
        return "(%s *)%s".formatted(type, words(offset));
    }

    /** The scratch of an operation. */
    String scratch(int operation) {
        int offset = plan.buffers().scratchOffsets()[operation];
        return offset == Buffers.NOWHERE ? "NULL" : words(offset);
    }

    /** The hidden state of the recurrent layer with this number. */
    String state(int number) {
        return "state->hidden" + number;
    }

    /** The cell state of an LSTM operation. */
    String cell(int operation) {
        return "state->cell" + operation;
    }

    private static String words(int offset) {
        return offset == 0 ? "memory->words" : "(memory->words + " + offset / WORD + ")";
    }
}
