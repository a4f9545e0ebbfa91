package org.binaryconnect.layers.arbiter;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.conf.BinaryConvolution1DLayer;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.shade.jackson.core.type.TypeReference;

/** The spaces of all binary layers, and their options, found by reflection. */
final class SpaceOptions {

    /**
     * An option of a space's builder.
     *
     * @param method takes a {@code ParameterSpace}
     * @param values two that can be told apart
     */
    record Option(Method method, List<?> values) {

        String name() {
            return method.getName();
        }
    }

    /** One object: to Arbiter's FixedValue an array equals itself alone. */
    private static final int[] KERNEL = {3};

    private SpaceOptions() {}

    /** A builder of the layer's space, without options but those that DL4J insists on. */
    static LayerSpace.Builder<?> spaceBuilder(Class<?> layer) throws ReflectiveOperationException {
        String space = SpaceOptions.class.getPackageName() + "." + layer.getSimpleName() + "Space";
        return (LayerSpace.Builder<?>) sized(layer, Class.forName(space + "$Builder"));
    }

    /** The layer's own builder with the same options. */
    static Layer.Builder<?> layerBuilder(Class<?> layer) throws ReflectiveOperationException {
        return (Layer.Builder<?>) sized(layer, Class.forName(layer.getName() + "$Builder"));
    }

    private static Object sized(Class<?> layer, Class<?> type) throws ReflectiveOperationException {
        Object builder = type.getConstructor().newInstance();
        type.getMethod("nIn", int.class).invoke(builder, 3);
        type.getMethod("nOut", int.class).invoke(builder, 4);
        if (layer == BinaryConvolution1DLayer.class) {
            type.getMethod("kernelSize", int[].class).invoke(builder, KERNEL);
        }
        if (layer.getSimpleName().contains("LocallyConnected")) {
            // Its default, same, allows no padding.
            type.getMethod("convolutionMode", ConvolutionMode.class)
                    .invoke(builder, ConvolutionMode.Truncate);
        }
        return builder;
    }

    /** The options that can be searched, in an order that does not change. */
    static List<Option> options(Class<?> layer) throws ReflectiveOperationException {
        return Arrays.stream(spaceBuilder(layer).getClass().getMethods())
                .filter(method -> !method.isBridge() && method.getParameterCount() == 1)
                .filter(method -> method.getParameterTypes()[0] == ParameterSpace.class)
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> new Option(method, values(layer, method)))
                .toList();
    }

    private static List<?> values(Class<?> layer, Method option) {
        Type type =
                ((ParameterizedType) option.getGenericParameterTypes()[0])
                        .getActualTypeArguments()[0];
        if (type == int[].class) {
            return layer.getSimpleName().contains("1D")
                    ? List.of(new int[] {2}, new int[] {4})
                    : layer.getSimpleName().contains("3D")
                            ? List.of(new int[] {2, 3, 4}, new int[] {4, 3, 2})
                            : List.of(new int[] {2, 3}, new int[] {3, 2});
        }
        Map<String, List<?>> values =
                Map.ofEntries(
                        Map.entry("Integer", List.of(5, 7)),
                        Map.entry("Double", List.of(0.3, 0.7)),
                        Map.entry("Boolean", List.of(true, false)),
                        Map.entry("Activation", List.of(Activation.CUBE, Activation.SOFTSIGN)),
                        Map.entry(
                                "IActivation",
                                List.of(new ActivationCube(), new ActivationSoftSign())),
                        Map.entry("IDropout", List.of(new AlphaDropout(0.4), new Dropout(0.6))),
                        Map.entry("IUpdater", List.of(new Sgd(0.2), new AdaGrad(0.3))),
                        Map.entry("WeightInit", List.of(WeightInit.NORMAL, WeightInit.XAVIER)),
                        Map.entry(
                                "Distribution",
                                List.of(
                                        new NormalDistribution(0, 0.1),
                                        new NormalDistribution(0, 0.2))),
                        Map.entry(
                                "ConvolutionMode",
                                List.of(ConvolutionMode.Strict, ConvolutionMode.Truncate)),
                        Map.entry("LossFunction", List.of(LossFunction.MSE, LossFunction.XENT)),
                        Map.entry("ILossFunction", List.of(new LossMSE(), new LossMAE())),
                        Map.entry(
                                "List",
                                List.of(
                                        List.of(new UnitNormConstraint(1)),
                                        List.of(new MaxNormConstraint(2, 1)))));
        Class<?> plain =
                (Class<?>) (type instanceof ParameterizedType list ? list.getRawType() : type);
        List<?> found = values.get(plain.getSimpleName());
        if (found != null) {
            return found;
        }
        Object[] constants = plain.getEnumConstants();
        return List.of(constants[0], constants[1]);
    }

    /** Numbers the leaves, as Arbiter's candidate generators do. */
    static <S extends ParameterSpace<?>> S indexed(S space) {
        int index = 0;
        for (ParameterSpace<?> leaf : LeafUtils.getUniqueObjects(space.collectLeaves())) {
            if (leaf.numParameters() == 1) {
                leaf.setIndices(index++);
            }
        }
        return space;
    }

    /** All that a layer's JSON says: DL4J's equality leaves properties out. */
    static Map<String, Object> properties(Layer layer) {
        if (layer instanceof LocallyConnected2D local && local.getInputSize() == null) {
            local.getOutputType(0, InputType.convolutional(9, 8, 3)); // else it has no JSON
        }
        return NeuralNetConfiguration.mapper()
                .convertValue(layer, new TypeReference<Map<String, Object>>() {});
    }
}
