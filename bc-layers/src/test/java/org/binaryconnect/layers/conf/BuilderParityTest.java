package org.binaryconnect.layers.conf;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.embeddings.ArrayEmbeddingInitializer;
import org.deeplearning4j.nn.weights.embeddings.EmbeddingInitializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.type.TypeReference;

/**
 * A binary layer's builder against that of the DL4J layer it extends, by reflection: the same
 * constructors and options, the same defaults, and each option with the same effect on the
 * configuration.
 */
class BuilderParityTest {

    private static final int INPUTS = 3;
    private static final int OUTPUTS = 4;

    /** Not an option of binary layers: a weight noise of another kind is refused. */
    private static final Set<String> REFUSED = Set.of("weightNoise");

    /**
     * DL4J's depthwise convolution has nIn * depthMultiplier outputs whatever it is told, and
     * embeddings have no bias unless told.
     */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "BinaryDepthwiseConvolution2D.nOut",
                    "BinaryDepthwiseConvolution2D.units",
                    "BinaryEmbeddingLayer.constrainBias",
                    "BinaryEmbeddingSequenceLayer.constrainBias");

    /** Constraints that DL4J's own layers forget; ours have them. */
    private static final Set<String> FORGOTTEN_BY_DL4J =
            Set.of(
                    "BinaryGravesLSTM.constrainInputWeights",
                    "BinaryLSTM.constrainInputWeights",
                    "BinaryLocallyConnected1D.constrainAllParameters",
                    "BinaryLocallyConnected1D.constrainBias",
                    "BinaryLocallyConnected1D.constrainWeights",
                    "BinaryLocallyConnected2D.constrainAllParameters",
                    "BinaryLocallyConnected2D.constrainBias",
                    "BinaryLocallyConnected2D.constrainWeights",
                    "BinarySimpleRnn.constrainAllParameters",
                    "BinarySimpleRnn.constrainBias",
                    "BinarySimpleRnn.constrainInputWeights",
                    "BinarySimpleRnn.constrainRecurrent",
                    "BinarySimpleRnn.constrainWeights");

    private static Class<?> builderOf(Class<?> layer) throws ClassNotFoundException {
        return Class.forName(layer.getName() + "$Builder");
    }

    /** A builder with the sizes that its layer needs. */
    private static Layer.Builder<?> newBuilder(Class<?> layer) throws ReflectiveOperationException {
        Class<?> type = builderOf(layer);
        Layer.Builder<?> builder = (Layer.Builder<?>) type.getConstructor().newInstance();
        call(builder, type.getMethod("nIn", int.class), INPUTS);
        call(builder, type.getMethod("nOut", int.class), OUTPUTS);
        if (Convolution1DLayer.class.isAssignableFrom(layer)) {
            call(builder, type.getMethod("kernelSize", int[].class), new int[] {3});
        }
        if (layer.getSimpleName().contains("LocallyConnected")) {
            // Its default, same, allows no padding.
            call(
                    builder,
                    type.getMethod("convolutionMode", ConvolutionMode.class),
                    ConvolutionMode.Truncate);
        }
        return builder;
    }

    private static Layer build(Layer.Builder<?> builder) {
        Layer layer = builder.build();
        if (layer instanceof LocallyConnected2D local) {
            // Without the size of its input it has no JSON.
            int[] size = local.getInputSize() == null ? new int[] {9, 8} : local.getInputSize();
            local.getOutputType(0, InputType.convolutional(size[0], size[1], INPUTS));
        }
        return layer;
    }

    private static Object call(Layer.Builder<?> builder, Method method, Object... arguments)
            throws ReflectiveOperationException {
        return method.invoke(builder, arguments);
    }

    /**
     * The chained methods of DL4J's builder. Its bean accessors come from Lombok; each property has
     * a chained method as well.
     */
    private static List<Method> options(Class<?> dl4j) throws ClassNotFoundException {
        return Arrays.stream(builderOf(dl4j).getMethods())
                .filter(method -> !method.isBridge())
                .filter(method -> Layer.Builder.class.isAssignableFrom(method.getReturnType()))
                .filter(method -> !REFUSED.contains(method.getName()))
                .toList();
    }

    /** The same option of our builder. */
    private static Method ours(Class<?> builder, Method option) throws NoSuchMethodException {
        Class<?>[] types = option.getParameterTypes();
        try {
            return builder.getMethod(option.getName(), types);
        } catch (NoSuchMethodException e) {
            // "int..." takes a single size, too.
            if (types.length == 1 && types[0] == int.class) {
                return builder.getMethod(option.getName(), int[].class);
            }
            throw e;
        }
    }

    @ParameterizedTest
    @MethodSource("org.binaryconnect.layers.conf.BinaryLayers#all")
    void everyConstructorExists(Class<? extends Layer> layer) throws ReflectiveOperationException {
        for (Constructor<?> constructor : builderOf(layer.getSuperclass()).getConstructors()) {
            Class<?>[] types = constructor.getParameterTypes();
            // Lombok's, of all fields: it leaves the kernel two-dimensional, which DL4J cannot run.
            boolean broken = types.length == 1 && types[0] == Convolution3D.DataFormat.class;
            if (!broken) {
                Class<?> ours = builderOf(layer);
                assertDoesNotThrow(() -> ours.getConstructor(types));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.binaryconnect.layers.conf.BinaryLayers#all")
    void everyDefaultIsThatOfDl4jsLayer(Class<? extends Layer> layer)
            throws ReflectiveOperationException {
        assertEquals(
                properties(build(newBuilder(layer.getSuperclass())), false),
                properties(build(newBuilder(layer)), false));
    }

    @ParameterizedTest
    @MethodSource("org.binaryconnect.layers.conf.BinaryLayers#all")
    void everyOptionExistsKeepsTheBuilderAndDoesWhatItDoesToDl4jsLayer(Class<? extends Layer> layer)
            throws ReflectiveOperationException, JsonProcessingException {
        List<Method> options = options(layer.getSuperclass());
        assertTrue(options.size() > 10);
        for (Method option : options) {
            String name = layer.getSimpleName() + "." + option.getName();
            boolean changed = check(layer, option);
            boolean expected = !WITHOUT_EFFECT.contains(name) && !FORGOTTEN_BY_DL4J.contains(name);
            assertEquals(expected, changed, name + " changes DL4J's layer");
        }
    }

    /** Compares an option's effects; whether any of the values that were tried has one. */
    private static boolean check(Class<? extends Layer> layer, Method option)
            throws ReflectiveOperationException, JsonProcessingException {
        Class<?> dl4j = layer.getSuperclass();
        String name = layer.getSimpleName() + "." + option.getName();
        Method ours = ours(builderOf(layer), option);
        // For a single parameter, of locally connected layers, it leaves that of the layer alone.
        boolean initializes =
                (option.getName().equals("weightInit") || option.getName().equals("dist"))
                        && option.getParameterCount() == 1;
        Map<String, Object> defaults = properties(build(newBuilder(dl4j)), initializes);
        boolean changed = false;
        for (List<Object> arguments : arguments(option, newBuilder(dl4j))) {
            Layer.Builder<?> theirs = newBuilder(dl4j);
            Layer plain;
            try {
                call(theirs, option, arguments.toArray());
                plain = build(theirs);
            } catch (InvocationTargetException | RuntimeException e) {
                continue; // DL4J refuses the value.
            }
            Layer.Builder<?> builder = newBuilder(layer);
            Object[] values = arguments.toArray();
            if (ours.getParameterTypes()[0] == int[].class && values[0] instanceof Integer n) {
                values[0] = new int[] {n};
            }
            assertSame(builder, call(builder, ours, values), name);
            Layer binary = build(builder);

            Map<String, Object> expected = properties(plain, initializes);
            Map<String, Object> found = properties(binary, initializes);
            if (FORGOTTEN_BY_DL4J.contains(name)) {
                assertEquals(List.of(), expected.get("constraints"), name);
                assertNotEquals(List.of(), found.remove("constraints"), name);
                expected.remove("constraints");
            } else {
                changed |= !expected.equals(defaults);
            }
            assertEquals(expected, found, name + arguments);
            if (!isOfVectors(values[0])) {
                String json = NeuralNetConfiguration.mapper().writeValueAsString(binary);
                assertEquals(
                        binary, NeuralNetConfiguration.mapper().readValue(json, Layer.class), name);
            }
        }
        return changed;
    }

    /** DL4J keeps given vectors out of the JSON; they are in the parameters. */
    private static boolean isOfVectors(Object value) {
        return value instanceof INDArray || value instanceof EmbeddingInitializer;
    }

    /**
     * A layer's JSON without what a binary layer has of its own: its class, its options (which DL4J
     * calls weight noise), the clip among its constraints and, unless chosen, the initialization.
     */
    private static Map<String, Object> properties(Layer layer, boolean withInitialization) {
        Map<String, Object> properties =
                NeuralNetConfiguration.mapper()
                        .convertValue(layer, new TypeReference<Map<String, Object>>() {});
        properties.remove("@class");
        properties.remove("weightNoise");
        if (!withInitialization) {
            properties.remove("weightInitFn"); // Of all layers but locally connected ones.
            properties.remove("weightInit");
        }
        List<Object> constraints = new ArrayList<>();
        if (properties.get("constraints") instanceof List<?> list) {
            list.stream()
                    .filter(constraint -> !constraint.toString().contains("WeightClip"))
                    .forEach(constraints::add);
        }
        properties.put("constraints", constraints);
        return properties;
    }

    /** Argument lists to try; some of them differ from the default. */
    private static List<List<Object>> arguments(Method option, Layer.Builder<?> builder) {
        List<List<Object>> lists = List.of(List.of());
        for (Class<?> type : option.getParameterTypes()) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> list : lists) {
                for (Object value : values(type, option.getName(), builder)) {
                    List<Object> next = new ArrayList<>(list);
                    next.add(value);
                    longer.add(next);
                }
            }
            lists = longer;
        }
        return lists;
    }

    private static List<Object> values(Class<?> type, String option, Layer.Builder<?> builder) {
        if (type == int.class) {
            return List.of(5, 1);
        } else if (type == long.class) {
            return List.of(5L);
        } else if (type == double.class) {
            return List.of(0.3);
        } else if (type == boolean.class) {
            return List.of(true, false);
        } else if (type == int[].class) {
            int[] sizes = new int[axes(builder)];
            Arrays.setAll(sizes, axis -> axis + 2);
            return List.of(sizes);
        } else if (type == String.class) {
            return List.of("hardsigmoid");
        } else if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        } else if (type == IActivation.class) {
            return List.of(new ActivationSoftSign());
        } else if (type == IDropout.class) {
            return List.of(new AlphaDropout(0.4));
        } else if (type == IUpdater.class) {
            return List.of(new AdaGrad(0.2));
        } else if (type == IWeightInit.class) {
            return List.of(new WeightInitConstant(0.2));
        } else if (type == Distribution.class) {
            return List.of(new NormalDistribution(0, 0.1));
        } else if (type == LayerConstraint[].class) {
            return List.of((Object) new LayerConstraint[] {new UnitNormConstraint()});
        } else if (type == List.class) {
            return List.of(List.of(new L2Regularization(0.1)));
        } else if (type == ILossFunction.class) {
            return List.of(new LossMSE());
        } else if (type == INDArray.class) {
            return List.of(vectors());
        } else if (type == EmbeddingInitializer.class) {
            return List.of(new ArrayEmbeddingInitializer(vectors()));
        }
        throw new IllegalArgumentException("Option " + option + " takes a " + type);
    }

    private static INDArray vectors() {
        return Nd4j.ones(INPUTS, OUTPUTS).muli(0.5);
    }

    private static int axes(Layer.Builder<?> builder) {
        String name = builder.getClass().getName();
        return name.contains("1D") ? 1 : name.contains("3D") ? 3 : 2;
    }
}
