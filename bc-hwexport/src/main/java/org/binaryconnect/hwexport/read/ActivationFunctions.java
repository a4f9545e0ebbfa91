package org.binaryconnect.hwexport.read;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Node;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Activation functions, with the very formulas that DL4J 1.0.0-M2.1 computes. */
final class ActivationFunctions {

    static final Function SIGMOID = new Function.Curve("sigmoid", ActivationFunctions::logistic);

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Functions without parameters. */
    private static final Map<Class<?>, Function> PLAIN = new HashMap<>();

    static {
        PLAIN.put(ActivationReLU6.class, new Function.Limit(1, 0, 0, 6));
        PLAIN.put(ActivationHardTanH.class, new Function.Limit(1, 0, -1, 1));
        PLAIN.put(ActivationHardSigmoid.class, new Function.Limit(0.2, 0.5, 0, 1));
        PLAIN.put(ActivationSigmoid.class, SIGMOID);
        PLAIN.put(ActivationTanH.class, new Function.Curve("tanh", Math::tanh));
        curve("selu", ActivationSELU.class, x -> 1.0507009873554805 * elu(1.6732632423543772, x));
        curve("swish", ActivationSwish.class, x -> x * logistic(x));
        curve("mish", ActivationMish.class, x -> x * Math.tanh(softplus(x)));
        curve("softplus", ActivationSoftPlus.class, ActivationFunctions::softplus);
        curve("softsign", ActivationSoftSign.class, x -> x / (1 + Math.abs(x)));
        curve("rationaltanh", ActivationRationalTanh.class, ActivationFunctions::rationalTanh);
        curve("rectifiedtanh", ActivationRectifiedTanh.class, x -> Math.max(0, Math.tanh(x)));
    }

    private ActivationFunctions() {}

    private static void curve(String name, Class<?> type, DoubleUnaryOperator function) {
        PLAIN.put(type, new Function.Curve(name, function));
    }

    /**
     * Applies a layer's activation. A softmax or a sigmoid is only noted, for a network does not
     * need one at its end.
     */
    static Value apply(Part part, IActivation activation, Value value, Assembly assembly) {
        if (activation instanceof ActivationIdentity) {
            return value;
        }
        Value ready = assembly.settled(value);
        if (activation instanceof ActivationSoftmax) {
            if (!ready.kind().isFlat()) {
                throw part.refusal(
                        "has a softmax over " + ready.kind().plural(),
                        "put a GlobalPoolingLayer or a preprocessor in front, and use softmax in the OutputLayer");
            }
            return ready.with(new Value.Pending("softmax", part));
        }
        if (activation instanceof ActivationSigmoid) {
            return ready.with(new Value.Pending("sigmoid", part));
        }
        return assembly.addElementwise(
                part, new Node.Activation(part.name(), of(part, activation)), ready);
    }

    /**
     * The function of one number.
     *
     * @throws org.binaryconnect.hwexport.ExportException if it is none, or not known
     */
    static Function of(Part part, IActivation activation) {
        Function plain = PLAIN.get(activation.getClass());
        if (plain != null) {
            return plain;
        } else if (activation instanceof ActivationIdentity) {
            return Function.Limit.IDENTITY;
        } else if (activation instanceof ActivationReLU relu) {
            return relu(relu);
        } else if (activation instanceof ActivationLReLU leaky) {
            return leaky(leaky.getAlpha());
        } else if (activation instanceof ActivationELU elu) {
            double alpha = elu.getAlpha();
            return new Function.Curve("elu", x -> elu(alpha, x));
        } else if (activation instanceof ActivationGELU gelu) {
            return new Function.Curve(
                    "gelu",
                    gelu.isPrecise()
                            ? ActivationFunctions::preciseGelu
                            : x -> x * logistic(1.702 * x));
        } else if (activation instanceof ActivationThresholdedReLU thresholded) {
            double threshold = thresholded.getTheta();
            return new Function.Curve("thresholdedrelu", x -> x > threshold ? x : 0);
        }
        throw part.refusal(
                "has the activation " + activation,
                "use ReLU, leaky ReLU, hard tanh, tanh, sigmoid, or another function of one number");
    }

    private static Function relu(ActivationReLU relu) {
        double maximum = relu.getMax() == null ? INFINITY : relu.getMax();
        double threshold = relu.getThreshold() == null ? 0 : relu.getThreshold();
        double slope = relu.getNegativeSlope() == null ? 0 : relu.getNegativeSlope();
        if (threshold == 0 && slope == 0 && maximum >= 0) {
            return new Function.Limit(1, 0, 0, maximum);
        }
        return new Function.Curve(
                "relu", x -> Math.min(maximum, x >= threshold ? x : slope * (x - threshold)));
    }

    private static Function leaky(double slope) {
        return new Function.Curve("leakyrelu", x -> x < 0 ? slope * x : x);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double elu(double alpha, double x) {
        return x >= 0 ? x : alpha * Math.expm1(x);
    }

    /** The paper's cubic term is 0.044715 x³; DL4J cubes the factor, too. */
    private static double preciseGelu(double x) {
        double cubic = Math.pow(0.044715 * x, 3);
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + cubic)));
    }

    private static double rationalTanh(double x) {
        double y = Math.abs(2 * x / 3);
        double denominator = 1 + y + y * y + 1.41645 * y * y * y * y;
        return Math.signum(x) * 1.7159 * (1 - 1 / denominator);
    }
}
