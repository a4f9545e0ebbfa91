package org.binaryconnect.hwexport.emit.c;

import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.plan.Buffers;
import org.binaryconnect.hwexport.plan.Plan;

/** C expressions for the places of values, scratch and states. */
final class Storage {

    private static final int WORD = 4;

    private final Plan plan;
    private final DeviceNetwork network;

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
            return value(network.operations().get(operation).inputs().get(0));
        }
        return "(%s *)%s"
                .formatted(
                        type(network.operations().get(operation).output().element()),
                        words(offset));
    }

    /** The C type of an element. */
    static String type(Element element) {
        return switch (element) {
            case U8 -> "uint8_t";
            case S32 -> "int32_t";
            case F32 -> "float";
        };
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
