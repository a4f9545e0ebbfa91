package org.binaryconnect.layers.arbiter;

import static org.binaryconnect.layers.arbiter.SpaceOptions.indexed;
import static org.binaryconnect.layers.arbiter.SpaceOptions.layerBuilder;
import static org.binaryconnect.layers.arbiter.SpaceOptions.options;
import static org.binaryconnect.layers.arbiter.SpaceOptions.properties;
import static org.binaryconnect.layers.arbiter.SpaceOptions.spaceBuilder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.binaryconnect.layers.arbiter.SpaceOptions.Option;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLayers;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What holds for the space of each binary layer, against the layer's own builder. */
class EveryLayerSpaceTest {

    /** Options whose name in Arbiter's builders is not the layer builder's. */
    private static final Map<String, String> NAME_IN_LAYER =
            Map.of(
                    "activationFn", "activation",
                    "constrainAllParams", "constrainAllParameters",
                    "gateActivation", "gateActivationFunction",
                    "gateActivationFn", "gateActivationFunction",
                    "iDropOut", "dropOut",
                    "iLossFunction", "lossFunction");

    /** Options without effect on DL4J's layer, which computes or has nothing that they are of. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "BinaryDepthwiseConvolution2D.nOut",
                    "BinaryEmbeddingLayer.constrainBias",
                    "BinaryEmbeddingSequenceLayer.constrainBias");

    /**
     * No options of a search: names, settings of graphics cards and of tests, what DL4J refuses or
     * ignores, and other names for options that are there.
     */
    private static final Set<String> NOT_SEARCHED =
            Set.of(
                    "name",
                    "units",
                    "weightNoise",
                    "regularization",
                    "regularizationBias",
                    "cudnnAlgoMode",
                    "cudnnAllowFallback",
                    "cudnnBwdDataMode",
                    "cudnnBwdFilterMode",
                    "cudnnFwdMode",
                    "helperAllowFallback",
                    "gradientCheck",
                    "setInputSize",
                    "BinarySimpleRnn.hasLayerNorm",
                    "BinaryLocallyConnected1D.dilation",
                    "BinaryLocallyConnected2D.dilation");

    static Stream<Class<? extends Layer>> layers() {
        return BinaryLayers.all();
    }

    private static Layer layer(LayerSpace.Builder<?> builder, double... values) {
        LayerSpace<?> space = builder.build();
        return indexed(space).getValue(values);
    }

    /** The layer that its own builder makes with an option. */
    private static Layer handBuilt(Class<?> layer, Option option, Object value)
            throws ReflectiveOperationException {
        Layer.Builder<?> builder = layerBuilder(layer);
        String name = NAME_IN_LAYER.getOrDefault(option.name(), option.name());
        call(builder, name, value);
        return builder.build();
    }

    /** Calls the method with that name that takes the value; false if there is none. */
    private static boolean call(Object builder, String name, Object value)
            throws ReflectiveOperationException {
        for (Method method : builder.getClass().getMethods()) {
            if (method.getName().equals(name)
                    && !method.isBridge()
                    && method.getParameterCount() == 1) {
                Class<?> type = method.getParameterTypes()[0];
                Object argument = value;
                if (value instanceof List<?> list && type.isArray()) {
                    argument =
                            list.toArray((Object[]) Array.newInstance(type.getComponentType(), 0));
                } else if (value instanceof int[] sizes && type == int.class) {
                    argument = sizes[0];
                }
                if (MethodType.methodType(type).wrap().returnType().isInstance(argument)) {
                    method.invoke(builder, new Object[] {argument});
                    return true;
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void withoutOptionsItGivesTheLayersDefaults(Class<? extends Layer> layer)
            throws ReflectiveOperationException {
        assertEquals(
                properties(layerBuilder(layer).build()), properties(layer(spaceBuilder(layer))));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyOptionReachesTheLayer(Class<? extends Layer> layer)
            throws ReflectiveOperationException {
        for (Option option : options(layer)) {
            String name = layer.getSimpleName() + "." + option.name();
            LayerSpace.Builder<?> searched = spaceBuilder(layer);
            assertEquals(
                    searched,
                    option.method()
                            .invoke(searched, new DiscreteParameterSpace<>(option.values())));
            for (int i = 0; i < 2; i++) {
                Object value = option.values().get(i);
                Map<String, Object> expected = properties(handBuilt(layer, option, value));
                assertEquals(expected, properties(layer(searched, i)), name);
                LayerSpace.Builder<?> fixed = spaceBuilder(layer);
                if (!option.name().matches("iDropOut|activationFn")) { // Arbiter has no such method
                    assertTrue(call(fixed, option.name(), value), name);
                    assertEquals(expected, properties(layer(fixed)), name);
                }
            }
            assertEquals(
                    WITHOUT_EFFECT.contains(name),
                    properties(layer(searched, 0)).equals(properties(layer(searched, 1))),
                    name);
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyOptionOfTheLayerThatCanBeSearchedIsThere(Class<? extends Layer> layer)
            throws ReflectiveOperationException {
        Set<String> expected =
                Arrays.stream(layerBuilder(layer).getClass().getMethods())
                        .filter(method -> method.getParameterCount() == 1)
                        .filter(method -> method.getReturnType() != void.class)
                        .filter(
                                method ->
                                        method.getDeclaringClass() != Object.class
                                                && !method.isBridge())
                        .map(Method::getName)
                        .filter(name -> !NOT_SEARCHED.contains(name))
                        .filter(name -> !NOT_SEARCHED.contains(layer.getSimpleName() + "." + name))
                        .filter(
                                name -> // of layer normalization, which the others do not have
                                !name.equals("gainInit") || layer == BinaryDenseLayer.class)
                        .collect(Collectors.toCollection(TreeSet::new));
        expected.remove("binaryWeights"); // all of its options are there
        Set<String> found =
                options(layer).stream()
                        .map(o -> NAME_IN_LAYER.getOrDefault(o.name(), o.name()))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aSpaceSurvivesJsonWithEveryOptionFixedOrSearched(Class<? extends Layer> layer)
            throws ReflectiveOperationException, JsonProcessingException {
        ObjectMapper mapper = JsonMapper.getMapper();
        for (Option option : options(layer)) {
            for (ParameterSpace<?> value :
                    List.of(
                            new FixedValue<>(option.values().get(1)),
                            new DiscreteParameterSpace<>(option.values()))) {
                String name = layer.getSimpleName() + "." + option.name() + " " + value;
                LayerSpace.Builder<?> builder = spaceBuilder(layer);
                option.method().invoke(builder, value);
                LayerSpace<?> space = builder.build();
                indexed(space);
                String json = mapper.writeValueAsString(space);
                LayerSpace<?> copy = mapper.readValue(json, LayerSpace.class);
                assertEquals(json, mapper.writeValueAsString(copy), name);
                assertEquals(space.numParameters(), copy.numParameters(), name);
                double[] values = {0.9};
                assertEquals(
                        properties(space.getValue(values)),
                        properties(copy.getValue(values)),
                        name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void equalityIsByOptionsAndTheNameIsInTheText(Class<? extends Layer> layer)
            throws ReflectiveOperationException {
        LayerSpace<?> plain = spaceBuilder(layer).build();
        for (Option option : options(layer)) {
            LayerSpace.Builder<?> builder = spaceBuilder(layer);
            option.method().invoke(builder, new FixedValue<>(option.values().get(0)));
            LayerSpace<?> space = builder.build();
            assertEquals(space, builder.build(), option.name());
            assertEquals(space.hashCode(), builder.build().hashCode());
            assertNotEquals(plain, space, option.name());
            assertEquals(plain, spaceBuilder(layer).build());
            assertTrue(space.toString().startsWith(layer.getSimpleName() + "Space"));
        }
    }
}
