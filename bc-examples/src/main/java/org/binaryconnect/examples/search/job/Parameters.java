package org.binaryconnect.examples.search.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/**
 * The hyperparameters that a job names and searches. Wherever the network refers to one, as in
 * {@code "$width"}, it is the same Arbiter space, so all these places change together. What its
 * values are, the first place decides.
 */
final class Parameters {

    private static final String REFERENCE = "$";

    private record Use(Class<?> type, ParameterSpace<?> space, String path) {}

    private final Map<String, JobValue> declared = new LinkedHashMap<>();
    private final Map<String, Use> used = new LinkedHashMap<>();

    /**
     * @param section an object with a space for each name
     */
    Parameters(JobValue section) {
        for (String name : section.names()) {
            declared.put(name, section.get(name));
        }
    }

    static boolean isReference(JobValue value) {
        return value.node().isTextual() && value.node().textValue().startsWith(REFERENCE);
    }

    /** The space that a value stands for: a named one, or the value itself. */
    <T> ParameterSpace<T> space(JobValue value, Class<T> type) {
        if (isReference(value)) {
            return named(value, type);
        }
        return new FixedValue<>(Values.of(value, type));
    }

    @SuppressWarnings("unchecked") // The type is compared.
    private <T> ParameterSpace<T> named(JobValue reference, Class<T> type) {
        String name = reference.text().substring(REFERENCE.length());
        JobValue declaration = declared.get(name);
        if (declaration == null) {
            throw reference.fault(
                    "refers to \"%s\", but $.parameters has %s",
                    name, declared.isEmpty() ? "none" : String.join(", ", declared.keySet()));
        }
        Use use =
                used.computeIfAbsent(
                        name, n -> new Use(type, create(declaration, type), reference.path()));
        if (use.type != type) {
            throw reference.fault(
                    "takes %s, but %s gives %s at %s",
                    Values.describe(type), declaration.path(), Values.describe(use.type), use.path);
        }
        return (ParameterSpace<T>) use.space;
    }

    private static <T> ParameterSpace<T> create(JobValue declaration, Class<T> type) {
        List<String> names = declaration.names();
        if (names.size() != 1) {
            throw declaration.fault("must be one of integers, reals, log, values");
        }
        JobValue range = declaration.get(names.get(0));
        return switch (names.get(0)) {
            case "integers" -> cast(declaration, type, Integer.class, integers(range));
            case "reals" -> cast(declaration, type, Double.class, reals(range));
            case "log" -> cast(declaration, type, Double.class, logarithmic(range));
            case "values" -> values(range, type);
            default -> throw range.fault("is unknown; there are integers, reals, log, values");
        };
    }

    @SuppressWarnings("unchecked") // The types are compared.
    private static <T> ParameterSpace<T> cast(
            JobValue declaration, Class<T> wanted, Class<?> given, ParameterSpace<?> space) {
        if (wanted != given) {
            throw declaration.fault(
                    "gives %s where %s is needed; use \"values\"",
                    Values.describe(given), Values.describe(wanted));
        }
        return (ParameterSpace<T>) space;
    }

    private static ParameterSpace<Integer> integers(JobValue range) {
        List<JobValue> ends = ends(range);
        int least = ends.get(0).integer();
        int most = ends.get(1).integer();
        requireOrder(range, least, most);
        // Arbiter's grid search takes a single value for none.
        return least == most ? new FixedValue<>(least) : new IntegerParameterSpace(least, most);
    }

    private static ParameterSpace<Double> reals(JobValue range) {
        List<JobValue> ends = ends(range);
        double least = ends.get(0).number();
        double most = ends.get(1).number();
        requireOrder(range, least, most);
        return least == most ? new FixedValue<>(least) : new ContinuousParameterSpace(least, most);
    }

    private static ParameterSpace<Double> logarithmic(JobValue range) {
        List<JobValue> ends = ends(range);
        double least = ends.get(0).number();
        double most = ends.get(1).number();
        if (least <= 0) {
            throw ends.get(0).fault("must be above 0, is %s", least);
        }
        requireOrder(range, least, most);
        return least == most
                ? new FixedValue<>(least)
                : new ContinuousParameterSpace(new LogUniformDistribution(least, most));
    }

    private static List<JobValue> ends(JobValue range) {
        List<JobValue> ends = range.elements();
        if (ends.size() != 2) {
            throw range.fault("must be [least, most], is %s", range.node());
        }
        return ends;
    }

    private static void requireOrder(JobValue range, double least, double most) {
        if (least > most) {
            throw range.fault("is an empty range: %s", range.node());
        }
    }

    private static <T> ParameterSpace<T> values(JobValue list, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (JobValue element : list.elements()) {
            values.add(Values.of(element, type));
        }
        if (values.isEmpty()) {
            throw list.fault("is empty");
        }
        return values.size() == 1
                ? new FixedValue<>(values.get(0))
                : new DiscreteParameterSpace<>(values);
    }

    /**
     * The spaces by name.
     *
     * @throws JobException if one was never referred to
     */
    Map<String, ParameterSpace<?>> all() {
        Map<String, ParameterSpace<?>> spaces = new LinkedHashMap<>();
        declared.forEach(
                (name, declaration) -> {
                    if (!used.containsKey(name)) {
                        throw declaration.fault(
                                "is not used; refer to it in $.network as \"$%s\"", name);
                    }
                    spaces.put(name, used.get(name).space);
                });
        return spaces;
    }
}
