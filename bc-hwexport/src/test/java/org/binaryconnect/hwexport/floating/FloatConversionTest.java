package org.binaryconnect.hwexport.floating;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatConversionTest {

    private static Weights weights(int rows, int columns) {
        return new Weights.Binary(PackedMatrix.pack(rows, columns, (r, c) -> (r + c) % 3 == 0));
    }

    private static FloatNetwork convert(Shape input, Node... nodes) {
        return Exporter.floating(Network.chain(input, List.of(nodes)));
    }

    private static String refusal(Shape input, Node... nodes) {
        return assertThrows(ExportException.class, () -> convert(input, nodes)).getMessage();
    }

    private static Node.Activation activation(Function function) {
        return new Node.Activation("act", function);
    }

    private static FloatFunction function(Function function) {
        FloatNetwork network = convert(Shape.vector(3), activation(function));
        return ((FloatOperation.Activation) network.operations().get(0)).function();
    }

    /** Two affine nodes and a limit are constants of the layer; the second limit is not. */
    @Test
    void whatFollowsALayerBecomesItsScaling() {
        FloatNetwork network =
                convert(
                        Shape.vector(9),
                        new Node.Dense("dense", weights(2, 9)),
                        new Node.Affine("bias", new double[] {1, 1}, new double[] {2, 3}),
                        new Node.Affine("norm", new double[] {0.5, -4}, new double[] {1, 0}),
                        activation(new Function.Limit(2, 0.5, 0, 6)),
                        activation(Function.Limit.RELU));

        assertEquals(2, network.operations().size());
        Scaling scaling = ((FloatOperation.Dense) network.operations().get(0)).scaling();
        assertArrayEquals(new float[] {1, -8}, scaling.scale());
        assertArrayEquals(new float[] {4.5f, -23.5f}, scaling.offset());
        assertEquals(new Scaling.Limits(0, 6), scaling.limits());
    }

    /** The order of additions: with this input, others give other numbers. */
    @Test
    void sumsAreInTheStatedOrder() {
        FloatNetwork network =
                convert(
                        Shape.vector(9),
                        new Node.Dense(
                                "dense",
                                new Weights.Binary(PackedMatrix.pack(1, 9, (r, c) -> c != 1))));
        float[] x = {1e8f, 1e8f, 3, 1, -5, 1e-3f, 7, 0.1f, 1e-4f};

        float first = ((x[0] - x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
        float expected = (0 + first) + ((x[8] + 0f) + 0f);

        assertArrayEquals(new float[] {expected}, new FloatInterpreter(network).run(x));
    }

    @Test
    void scoresAreAValueOfTheirOwn() {
        FloatNetwork network =
                convert(Shape.vector(6), new Node.Reshape("reshape", new Shape(1, 2, 3)));

        assertEquals(2, network.operations().size());
        float[] x = {1, -2, 3, 4, 5, 6};
        assertArrayEquals(x, new FloatInterpreter(network).run(x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "sigmoid", "softsign"})
    void theRuntimeHasSomeFunctionsByName(String name) {
        FloatFunction function = function(new Function.Curve(name, Math::tanh));

        assertEquals(name, assertInstanceOf(FloatFunction.Named.class, function).title());
    }

    @Test
    void otherFunctionsAreApproximated() {
        Function swish = new Function.Curve("swish", x -> x / (1 + Math.exp(-x)));
        FloatFunction.Cubic cubic = (FloatFunction.Cubic) function(swish);

        for (double x : new double[] {-1e5, -100, -16, -1.3, -1e-6, 0, 1e-6, 0.7, 15.99, 16, 1e5}) {
            double exact = swish.apply((float) x);
            assertEquals(exact, cubic.apply((float) x), 1e-5 * Math.max(1, Math.abs(exact)));
        }
        assertTrue(cubic.error() < 1e-5, "error " + cubic.error());
        List<String> notes = convert(Shape.vector(3), activation(swish)).approximations();
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("swish"), notes.get(0));
    }

    /** A kink at a knot is exact, and so are lines. */
    @Test
    void leakyReluIsExactToRounding() {
        FloatFunction leaky = function(new Function.Curve("leakyrelu", x -> x < 0 ? 0.01 * x : x));

        for (float x : new float[] {-1e6f, -20, -0.1f, -1e-9f, 1e-9f, 3.7f, 16, 123456}) {
            float exact = x < 0 ? 0.01f * x : x;
            assertEquals(exact, leaky.apply(x), 2e-6 * Math.abs(exact));
        }
    }

    @Test
    void aJumpIsRefusedByName() {
        String message =
                refusal(
                        Shape.vector(3),
                        activation(new Function.Curve("thresholdedrelu", x -> x > 1 ? x : 0)));

        assertTrue(message.contains("\"act\"") && message.contains("thresholdedrelu"), message);
        assertTrue(message.contains("uint8"), message);
    }

    @Test
    void whatTheRuntimeCannotHoldIsRefusedByName() {
        Shape wide = new Shape(2, 2, 20_000);
        Shape small = new Shape(3, 3, 1);
        Window far = new Window(1, 1, 300, 1, 1, 1, 0, 0, 300, 0);

        String channels = refusal(wide, new Node.Pad("pad", 1, 1, 1, 1));
        String stride = refusal(small, new Node.Convolution("conv", weights(2, 1), far));
        String padding =
                refusal(small, new Node.MaxPool("pool", new Window(1, 1, 1, 1, 1, 1, 1, 0, 0, 0)));
        String scale =
                refusal(
                        Shape.vector(1),
                        new Node.Affine("norm", new double[] {1e60}, new double[1]));

        assertTrue(channels.contains("\"pad\" has 20,000 channels"), channels);
        assertTrue(stride.contains("\"conv\" has 300 rows of stride"), stride);
        assertTrue(padding.contains("\"pool\" has a window of padding only"), padding);
        assertTrue(scale.contains("\"norm\" has a scale or offset of 1.0E60"), scale);
    }
}
