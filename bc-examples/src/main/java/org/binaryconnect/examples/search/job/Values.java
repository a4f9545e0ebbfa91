package org.binaryconnect.examples.search.job;

import java.util.List;
import java.util.Locale;

/** Single values of a job file as the options of layers take them. */
final class Values {

    private Values() {}

    static boolean isSupported(Class<?> type) {
        return type == Integer.class
                || type == Double.class
                || type == Boolean.class
                || type == int[].class
                || type.isEnum();
    }

    static <T> T of(JobValue value, Class<T> type) {
        if (type == Integer.class) {
            return type.cast(value.integer());
        } else if (type == Double.class) {
            return type.cast(value.number());
        } else if (type == Boolean.class) {
            return type.cast(value.isTrue());
        } else if (type == int[].class) {
            List<JobValue> elements = value.elements();
            return type.cast(elements.stream().mapToInt(JobValue::integer).toArray());
        }
        return type.cast(constant(value, type));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Known to be an enum only now.
    private static Object constant(JobValue value, Class<?> type) {
        return value.constant((Class) type);
    }

    static String describe(Class<?> type) {
        return type == int[].class
                ? "lists of whole numbers"
                : type == Integer.class
                        ? "whole numbers"
                        : type == Double.class
                                ? "numbers"
                                : type == Boolean.class
                                        ? "true and false"
                                        : "names of "
                                                + type.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
