package org.binaryconnect.examples.search.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of a job file together with its JSON path, which every message about it starts with.
 *
 * @param node the value
 * @param path as in {@code $.network.layers[0].nOut}
 */
record JobValue(JsonNode node, String path) {

    private static final Pattern BYTES = Pattern.compile("(\\d{1,15})([KM]?)");

    JobException fault(String format, Object... values) {
        return new JobException(path + " " + String.format(Locale.ROOT, format, values));
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** A member that must be there. */
    JobValue get(String name) {
        return find(name).orElseThrow(() -> fault("has no \"%s\"", name));
    }

    Optional<JobValue> find(String name) {
        requireObject();
        JsonNode member = node.get(name);
        return member == null
                ? Optional.empty()
                : Optional.of(new JobValue(member, path + "." + name));
    }

    List<String> names() {
        requireObject();
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void requireObject() {
        if (!node.isObject()) {
            throw fault("must be an object { }, is %s", node);
        }
    }

    /** Refuses members of any other name. */
    JobValue only(String... known) {
        Set<String> names = Set.of(known);
        for (String name : names()) {
            if (!names.contains(name)) {
                throw get(name)
                        .fault("is unknown; there are %s", String.join(", ", List.of(known)));
            }
        }
        return this;
    }

    List<JobValue> elements() {
        if (!node.isArray()) {
            throw fault("must be a list [ ], is %s", node);
        }
        List<JobValue> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JobValue(node.get(i), path + "[" + i + "]"));
        }
        return elements;
    }

    String text() {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw fault("must be a text, is %s", node);
        }
        return node.textValue();
    }

    boolean isTrue() {
        if (!node.isBoolean()) {
            throw fault("must be true or false, is %s", node);
        }
        return node.booleanValue();
    }

    int integer(int least, int most) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw fault("must be a whole number, is %s", node);
        }
        int value = node.intValue();
        if (value < least || value > most) {
            throw fault(
                    most == Integer.MAX_VALUE
                            ? "must be at least %1$d, is %3$d"
                            : "must be %1$d to %2$d, is %3$d",
                    least,
                    most,
                    value);
        }
        return value;
    }

    int integer() {
        return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    double number() {
        if (!node.isNumber()) {
            throw fault("must be a number, is %s", node);
        }
        return node.doubleValue();
    }

    double number(double least) {
        double value = number();
        if (!(value >= least)) {
            throw fault("must be at least %s, is %s", least, value);
        }
        return value;
    }

    /** A size as 8192, "8K" or "1M". */
    long bytes() {
        Matcher matcher = BYTES.matcher(node.asText());
        if (!node.isValueNode() || !matcher.matches()) {
            throw fault("must be a size as 8192, \"8K\" or \"1M\", is %s", node);
        }
        long unit = matcher.group(2).isEmpty() ? 1 : matcher.group(2).equals("K") ? 1024 : 1 << 20;
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < 1) {
            throw fault("must be above 0");
        }
        return bytes;
    }

    /** A constant by its name, in any case. */
    <E extends Enum<E>> E constant(Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (node.isTextual() && constant.name().equalsIgnoreCase(node.textValue())) {
                return constant;
            }
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name());
        }
        throw fault("must be one of %s, is %s", String.join(", ", names), node);
    }
}
