package org.binaryconnect.layers.conf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What all binary layer configurations do alike where DL4J asks them. */
final class Configurations {

    private Configurations() {}

    /**
     * Builds a layer with DL4J's own builder, and moves the result into a layer that extends DL4J's
     * class: so options, defaults and checks are DL4J's.
     *
     * @param options the builder that the user filled
     * @param builder DL4J's builder, which holds the options that {@code options} passed on to it
     * @param layer receives the layer's state
     */
    static <L extends Layer> L build(Layer.Builder<?> options, Layer.Builder<?> builder, L layer) {
        CommonFields.copy(options, builder);
        Layer built = builder.build();
        CommonFields.copy(built, layer);
        return layer;
    }

    /** The updater of a parameter: the optimizer, with scaled steps for a weight matrix. */
    static <L extends Layer & BinaryLayer> IUpdater updater(
            L layer, String param, IUpdater optimizer) {
        return matrix(layer, param)
                .map(matrix -> layer.getBinaryWeights().updater(optimizer, matrix))
                .orElse(optimizer);
    }

    /** The regularizations of a parameter, with what its updater adds to a weight matrix's. */
    static <L extends Layer & BinaryLayer> List<Regularization> regularization(
            L layer, String param, List<Regularization> stored, IUpdater updater) {
        return matrix(layer, param)
                .map(matrix -> layer.getBinaryWeights().regularization(stored, updater, matrix))
                .orElse(stored);
    }

    /** The weight matrix that a parameter holds, if it does. */
    private static Optional<WeightMatrix> matrix(Layer layer, String param) {
        return WeightMatrices.of(layer).stream()
                .filter(matrix -> matrix.name().equals(param))
                .findFirst();
    }

    /**
     * The constraints that the user set, and behind them the clips of the weight matrices: no
     * constraint can leave weights outside the clip.
     */
    static <L extends Layer & BinaryLayer> List<LayerConstraint> constraints(
            L layer, List<LayerConstraint> stored) {
        List<LayerConstraint> constraints = new ArrayList<>();
        if (stored != null) {
            stored.stream()
                    .filter(constraint -> !(constraint instanceof WeightClip))
                    .forEach(constraints::add);
        }
        for (WeightMatrix matrix : WeightMatrices.of(layer)) {
            constraints.add(layer.getBinaryWeights().clip(matrix));
        }
        return constraints;
    }

    /**
     * Adds the constraints of a builder to its layer, where DL4J's layer class forgets to.
     *
     * @param weights names of the weight parameters
     * @param biases names of the biases; none if the layer has none
     */
    static void constrain(
            Layer layer, Layer.Builder<?> options, Set<String> weights, Set<String> biases) {
        Set<String> all = new HashSet<>(weights);
        all.addAll(biases);
        constrain(layer, options.getAllParamConstraints(), all);
        constrain(layer, options.getWeightConstraints(), weights);
        constrain(layer, options.getBiasConstraints(), biases);
    }

    /** Adds constraints of some parameters to a layer; null for none. */
    static void constrain(Layer layer, List<LayerConstraint> added, Set<String> params) {
        if (added == null || params.isEmpty()) {
            return;
        }
        List<LayerConstraint> constraints = new ArrayList<>();
        if (layer.getConstraints() != null) {
            constraints.addAll(layer.getConstraints());
        }
        for (LayerConstraint constraint : added) {
            LayerConstraint own = constraint.clone();
            own.setParams(params);
            constraints.add(own);
        }
        layer.setConstraints(constraints);
    }

    /** The initialization that the user chose for this layer, or the paper's. */
    static IWeightInit weightInit(BinaryLayer layer, IWeightInit chosen) {
        return chosen != null ? chosen : layer.getBinaryWeights().weightInit();
    }

    /**
     * Weights as the user chose for each parameter, else as the paper; biases 0.
     *
     * @param chosen by the parameter's name; null for none
     */
    static <L extends Layer & BinaryLayer> void initialize(
            L layer, Map<String, INDArray> params, Map<String, IWeightInit> chosen) {
        params.values().forEach(param -> param.assign(0));
        Map<String, IWeightInit> known = chosen == null ? Map.of() : chosen;
        for (WeightMatrix matrix : WeightMatrices.of(layer)) {
            INDArray weights = params.get(matrix.name());
            known.getOrDefault(matrix.name(), layer.getBinaryWeights().weightInit())
                    .init(
                            matrix.fanIn(),
                            matrix.fanOut(),
                            weights.shape(),
                            weights.ordering(),
                            weights.reshape(weights.length()));
        }
    }

    /** An identity activation in front of a hinge loss gives scores, which can be evaluated. */
    static IActivation activation(IActivation chosen, ILossFunction loss) {
        boolean isHinge = org.binaryconnect.layers.runtime.HingeLossLayer.isHinge(loss);
        return isHinge && chosen instanceof ActivationIdentity ? new ActivationScores() : chosen;
    }

    /**
     * Refuses what DL4J's code of a layer gets wrong.
     *
     * @param wrong what that is, and what to do instead
     * @throws DL4JInvalidConfigException if it does not work; the message names the layer
     */
    static void require(boolean works, Layer layer, String wrong) {
        if (!works) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (%s): DL4J 1.0.0-M2.1 %s"
                            .formatted(
                                    layer.getLayerName(), layer.getClass().getSimpleName(), wrong));
        }
    }

    /** Readies a new runtime layer, as DL4J's {@code instantiate} methods do. */
    static <R extends org.deeplearning4j.nn.api.Layer> R ready(
            R runtime,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initializeParams) {
        NeuralNetConfiguration conf = runtime.conf();
        Layer layer = conf.getLayer();
        if (layer instanceof BinaryLayer && layer instanceof FeedForwardLayer sized) {
            LayerValidation.assertNInNOutSet(
                    layer.getClass().getSimpleName(),
                    layer.getLayerName(),
                    index,
                    sized.getNIn(),
                    sized.getNOut());
        }
        runtime.setListeners(listeners);
        runtime.setIndex(index);
        runtime.setParamsViewArray(paramsView);
        runtime.setParamTable(
                inOrderOfMemory(layer.initializer().init(conf, paramsView, initializeParams)));
        return runtime;
    }

    /**
     * DL4J's updaters take the order of a layer's parameters for that of their memory. Its
     * depthwise and separable convolutions list the biases last and keep them first, so that the
     * weights' updater would work on the biases.
     */
    private static Map<String, INDArray> inOrderOfMemory(Map<String, INDArray> params) {
        Map<String, INDArray> ordered = new LinkedHashMap<>();
        params.entrySet().stream()
                .sorted(Comparator.comparingLong(param -> param.getValue().offset()))
                .forEach(param -> ordered.put(param.getKey(), param.getValue()));
        return Collections.synchronizedMap(ordered);
    }
}
