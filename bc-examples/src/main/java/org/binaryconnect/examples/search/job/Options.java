package org.binaryconnect.examples.search.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Sets the options of a builder of Arbiter spaces from a section of a job file. An option is a
 * public method {@code name(ParameterSpace<T>)} of the builder, so whatever Arbiter and this
 * project offer, a job file offers.
 */
final class Options {

    private record Option(Method method, Class<?> type) {}

    private final Parameters parameters;
    private final int epochs;

    /**
     * @param epochs of a candidate
     */
    Options(Parameters parameters, int epochs) {
        this.parameters = parameters;
        this.epochs = epochs;
    }

    /**
     * @param others members of the section that are no options
     */
    void set(Object builder, JobValue section, Set<String> others) {
        Map<String, Option> options = of(builder.getClass());
        for (String name : section.names()) {
            if (others.contains(name)) {
                continue;
            }
            JobValue value = section.get(name);
            Option option = options.get(name);
            if (option == null) {
                throw value.fault("is unknown; there are %s", String.join(", ", options.keySet()));
            }
            call(builder, option.method, space(value, option.type), value);
        }
    }

    private ParameterSpace<?> space(JobValue value, Class<?> type) {
        return type == IUpdater.class
                ? Updaters.read(value, this, epochs)
                : parameters.space(value, type);
    }

    private static void call(
            Object builder, Method method, ParameterSpace<?> space, JobValue value) {
        try {
            method.invoke(builder, space);
        } catch (InvocationTargetException e) {
            throw value.fault("is refused: %s", e.getCause().getMessage());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Option> of(Class<?> builder) {
        Map<String, Option> options = new TreeMap<>();
        for (Method method : builder.getMethods()) {
            if (method.getParameterCount() == 1
                    && method.getGenericParameterTypes()[0] instanceof ParameterizedType space
                    && space.getRawType() == ParameterSpace.class
                    && space.getActualTypeArguments()[0] instanceof Class<?> type
                    && (Values.isSupported(type) || type == IUpdater.class)) {
                options.put(method.getName(), new Option(method, type));
            }
        }
        return options;
    }
}
