package org.binaryconnect.layers.keras;

import java.util.Map;

/**
 * A quantizer or a constraint as Keras stores it: a name, {@code {"class_name": NAME, "config":
 * {...}}}, or, for a function, {@code {"class_name": "function", "config": NAME}}.
 *
 * @param options those of the constructor; empty if none are stored
 */
record SerializedObject(String name, Map<?, ?> options) {

    /** Null for null. */
    static SerializedObject of(Object serialized) {
        if (serialized == null) {
            return null;
        }
        if (serialized instanceof Map<?, ?> object) {
            Object config = object.get("config");
            if (config instanceof String function) {
                return new SerializedObject(function, Map.of());
            }
            return new SerializedObject(
                    String.valueOf(object.get("class_name")),
                    config instanceof Map<?, ?> options ? options : Map.of());
        }
        return new SerializedObject(serialized.toString(), Map.of());
    }
}
