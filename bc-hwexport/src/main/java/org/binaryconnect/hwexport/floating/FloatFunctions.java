package org.binaryconnect.hwexport.floating;

import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.floating.FloatFunction.Cubic;
import org.binaryconnect.hwexport.floating.FloatFunction.Named;
import org.binaryconnect.hwexport.ir.Function;

/** Activation functions in single precision. */
final class FloatFunctions {

    /** Of the result's magnitude, at least of 1: more is refused. */
    private static final double LARGEST_ERROR = 1e-4;

    /** Where the last piece begins, and a point far behind it. */
    private static final double END = 16;

    private static final double FAR = 1e6;

    /** Points between two knots at which the error is measured. */
    private static final int SAMPLES = 16;

    private FloatFunctions() {}

    /**
     * @param layer whose activation it is
     * @throws ExportException if the function cannot be approximated
     */
    static FloatFunction of(String layer, Function function) {
        if (function instanceof Function.Limit limit) {
            return new FloatFunction.Limit(
                    (float) limit.slope(),
                    (float) limit.intercept(),
                    Scaling.Limits.of(limit.minimum(), limit.maximum()));
        }
        Function.Curve curve = (Function.Curve) function;
        return switch (curve.name()) {
            case "tanh" -> Named.TANH;
            case "sigmoid" -> Named.SIGMOID;
            case "softsign" -> Named.SOFTSIGN;
            default -> cubic(layer, curve);
        };
    }

    private static FloatFunction cubic(String layer, Function.Curve curve) {
        float[] coefficients = new float[2 * Cubic.PIECES * 4];
        int next = 0;
        for (int sign = 1; sign >= -1; sign -= 2) {
            for (int n = 0; n < Cubic.PIECES; n++) {
                for (double c : n < Cubic.PIECES - 1 ? piece(curve, sign, n) : end(curve, sign)) {
                    coefficients[next++] = (float) c;
                }
            }
        }
        double error = error(curve, new Cubic(curve.name(), coefficients, 0));
        if (!(error <= LARGEST_ERROR)) {
            throw new ExportException(
                    "Layer \"%s\" has the activation \"%s\", which floating-point activations cannot approximate (error %.2g); use --activations uint8 or another activation"
                            .formatted(layer, curve.name(), error));
        }
        return new Cubic(curve.name(), coefficients, rounded(error));
    }

    /** The polynomial that equals the function at both ends and at the thirds of a piece. */
    private static double[] piece(Function.Curve curve, int sign, int n) {
        double[] y = new double[4];
        for (int k = 0; k < 4; k++) {
            y[k] = curve.apply(sign * (n + k / 3.0) / 8);
        }
        return new double[] {
            y[0],
            -5.5 * y[0] + 9 * y[1] - 4.5 * y[2] + y[3],
            9 * y[0] - 22.5 * y[1] + 18 * y[2] - 4.5 * y[3],
            -4.5 * y[0] + 13.5 * y[1] - 13.5 * y[2] + 4.5 * y[3]
        };
    }

    /** The line to a point far away. */
    private static double[] end(Function.Curve curve, int sign) {
        double near = curve.apply(sign * END);
        double far = curve.apply(sign * FAR);
        return new double[] {near, (far - near) / (FAR - END) / 8, 0, 0};
    }

    private static double error(Function.Curve curve, Cubic cubic) {
        double error = 0;
        for (int sign = 1; sign >= -1; sign -= 2) {
            for (int i = 0; i < (Cubic.PIECES - 1) * SAMPLES; i++) {
                error = Math.max(error, error(curve, cubic, sign * i / (8.0 * SAMPLES)));
            }
            for (double x = END; x < FAR; x *= 1.1) {
                error = Math.max(error, error(curve, cubic, sign * x));
            }
        }
        return error;
    }

    private static double error(Function.Curve curve, Cubic cubic, double x) {
        double exact = curve.apply((float) x);
        return Math.abs(cubic.apply((float) x) - exact) / Math.max(1, Math.abs(exact));
    }

    /** Upwards to one digit: the same on every platform. */
    private static double rounded(double error) {
        if (error == 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(error)));
        return Double.parseDouble(
                String.format(java.util.Locale.ROOT, "%.0e", Math.ceil(error / unit) * unit));
    }
}
