package org.binaryconnect.hwexport.floating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The errors that bc_f32_elementwise.h and bc_f32_exp.h state. */
class FloatMathTest {

    @FunctionalInterface
    private interface FloatUnary {
        float apply(float x);
    }

    private static double error(
            FloatUnary function, DoubleUnaryOperator exact, float from, float to) {
        double error = 0;
        for (int i = 0; i <= 4_000_000; i++) {
            float x = (float) (from + i * ((double) to - from) / 4_000_000);
            double y = exact.applyAsDouble(x);
            double difference = Math.abs(function.apply(x) - y);
            error = Math.max(error, y == 0 ? difference : difference / Math.abs(y));
        }
        return error;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void exp() {
        double error = error(FloatMath::exp, Math::exp, -87, 0);
        assertTrue(error < 1.5e-7, "error " + error);
    }

    @Test
    void tanh() {
        double error = error(FloatMath::tanh, Math::tanh, -10, 10);
        double small = error(FloatMath::tanh, Math::tanh, -1e-3f, 1e-3f);
        assertTrue(Math.max(error, small) < 2e-7, "errors " + error + " " + small);
        assertEquals(1, FloatMath.tanh(1e30f));
        assertEquals(-1, FloatMath.tanh(-1e30f));
    }

    @Test
    void sigmoid() {
        double error = error(FloatMath::sigmoid, FloatMathTest::logistic, -87, 40);
        assertTrue(error < 3e-7, "error " + error);
        assertEquals(1, FloatMath.sigmoid(1e30f));
        assertEquals(0, FloatMath.sigmoid(-1e30f), 1e-37);
    }
}
