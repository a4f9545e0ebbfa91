package org.binaryconnect.hwexport.ir;

import java.util.function.DoubleUnaryOperator;

/**
 * An element-wise activation function. Limits, with slope 1 between them, are a kind of their own:
 * they fold into a requantization without an error.
 */
public sealed interface Function {

    double apply(double x);

    /**
     * {@code min(maximum, max(minimum, slope x + intercept))}: identity, ReLU, ReLU6, hard tanh,
     * hard sigmoid.
     *
     * @param slope above 0
     * @param minimum may be negative infinity
     * @param maximum may be infinity
     */
    record Limit(double slope, double intercept, double minimum, double maximum)
            implements Function {

        public static final Limit IDENTITY =
                new Limit(1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        public static final Limit RELU = new Limit(1, 0, 0, Double.POSITIVE_INFINITY);

        @Override
        public double apply(double x) {
            return Math.min(maximum, Math.max(minimum, slope * x + intercept));
        }
    }

    /**
     * Any other function, which becomes a table of 256 entries.
     *
     * @param name as DL4J calls it, for reports
     */
    record Curve(String name, DoubleUnaryOperator function) implements Function {
        @Override
        public double apply(double x) {
            return function.applyAsDouble(x);
        }
    }
}
