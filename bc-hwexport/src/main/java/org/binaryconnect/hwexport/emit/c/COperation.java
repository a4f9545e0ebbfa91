package org.binaryconnect.hwexport.emit.c;

import java.util.ArrayList;
import java.util.List;

/** What one operation of a network becomes in C: constant arrays, structures, and calls. */
final class COperation {

    /**
     * A member of a structure in an initializer.
     *
     * @param value a C expression
     */
    record Field(String name, String value, boolean last) {}

    /** A constant structure. */
    record Structure(String type, String suffix, List<Field> fields) {}

    /** A call of the runtime. */
    record Call(String function, String arguments) {}

    final String identifier;
    final String layer;
    final List<CArray> arrays = new ArrayList<>();
    final List<Structure> structures = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();

    /** Its number, an expression for its result, and the result's bytes: arguments of BC_TRACE. */
    String trace;

    COperation(String identifier, String layer) {
        this.identifier = identifier;
        this.layer = layer;
    }

    /** Names and values in turn. */
    void structure(String type, String suffix, Object... members) {
        List<Field> fields = new ArrayList<>();
        for (int m = 0; m < members.length; m += 2) {
            fields.add(
                    new Field(
                            (String) members[m],
                            String.valueOf(members[m + 1]),
                            m == members.length - 2));
        }
        structures.add(new Structure(type, suffix, fields));
    }

    void call(String function, Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments) {
            texts.add(String.valueOf(argument));
        }
        calls.add(new Call(function, String.join(", ", texts)));
    }
}
