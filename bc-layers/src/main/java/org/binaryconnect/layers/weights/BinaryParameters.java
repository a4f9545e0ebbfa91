package org.binaryconnect.layers.weights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.binaryconnect.updaters.DivergedException;
import org.binaryconnect.updaters.StepScaling;
import org.binaryconnect.updaters.arrays.FiniteCheck;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.guava.collect.MapMaker;

/**
 * The arrays that a running layer computes with in place of its latent weights: one for each weight
 * matrix, binarized once a minibatch and used by the forward and the backward pass alike.
 *
 * <p>Each array is allocated once, outside all workspaces: allocating 4 MB costs ten times as much
 * as binarizing them. Not for several threads at once, as the layer itself; DL4J's networks lock
 * themselves in {@code output} and {@code fit}.
 */
public final class BinaryParameters {

    /**
     * Those of DL4J's own layers, which have no place for them. Keys are compared by identity: a
     * DL4J layer's hash code changes with its input.
     */
    private static final Map<Layer, BinaryParameters> OF_PLAIN_LAYERS =
            new MapMaker().weakKeys().makeMap();

    private final Map<String, Slot> slots = new HashMap<>();
    private boolean known;

    /** What is kept for one weight matrix. */
    private static final class Slot {
        private final WeightMatrix matrix;
        private INDArray buffer;

        /** Whether the buffer holds the weights of the current pass. */
        private boolean current;

        /** Whether the latent weights were once seen to lie within the clip. */
        private boolean withinClip;

        Slot(WeightMatrix matrix) {
            this.matrix = matrix;
        }
    }

    /**
     * The parameter to compute with: binarized if it is a weight matrix, else as it is. While
     * training the same array and values until {@link #release()}, otherwise computed at each call.
     * A backward pass gets the weights of its forward pass, also if that was no training: so a
     * frozen layer that passes errors on answers.
     *
     * @param layer the layer that owns this object
     * @param name DL4J's name of the parameter
     * @param parameter the stored parameter; null if the layer has none of that name
     * @throws DivergedException if a weight is NaN or infinite; in training the clip behind each
     *     step looks, and this method in the first pass
     * @throws IllegalStateException if weights lie outside the clip when training begins, except in
     *     a worker of {@code ParallelWrapper}
     */
    public INDArray get(Layer layer, String name, INDArray parameter, boolean training) {
        Slot slot = slot(layer, name);
        if (slot == null) {
            return parameter;
        }
        if (!training || !slot.current) {
            compute(slot, layer, parameter, BinaryWeights.of(layer.conf().getLayer()), training);
            slot.current = true;
        }
        return slot.buffer;
    }

    /** Ends a pass: the next one binarizes anew. */
    public void release() {
        slots.values().forEach(slot -> slot.current = false);
    }

    /** As {@link #get}, for a layer of DL4J's own, which keeps the array for the pass itself. */
    static INDArray ofPlain(Layer layer, String name, boolean training) {
        INDArray parameter = layer.getParam(name);
        if (parameter == null) {
            return null; // DL4J asks for biases that a layer does not have.
        }
        BinaryParameters parameters =
                OF_PLAIN_LAYERS.computeIfAbsent(
                        layer,
                        key -> {
                            requireRetrofit(key);
                            return new BinaryParameters();
                        });
        parameters.release();
        return parameters.get(layer, name, parameter, training);
    }

    /** Whether one of DL4J's own layers ever asked for all of some binary weights. */
    public static boolean wasAsked(Layer plain, Set<String> names) {
        BinaryParameters parameters = OF_PLAIN_LAYERS.get(plain);
        return parameters != null
                && names.stream()
                        .map(parameters.slots::get)
                        .allMatch(slot -> slot != null && slot.buffer != null);
    }

    private static void requireRetrofit(Layer layer) {
        BaseLayer conf = (BaseLayer) layer.conf().getLayer();
        List<WeightMatrix> matrices = WeightMatrices.of(conf);
        BinaryWeights options = (BinaryWeights) conf.getWeightNoise();
        List<StepScaling> scalings = BinaryWeights.stepScalings(conf);
        if (matrices.isEmpty()
                || !BinaryWeights.isClipped(conf)
                || options.isScaleStep() && scalings.isEmpty()) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (%s) has BinaryWeights as its weight noise, but no clip or step scale; pass the configuration through BinaryRetrofit.apply instead of setting weightNoise by hand"
                            .formatted(conf.getLayerName(), conf.getClass().getSimpleName()));
        }
        Map<Long, Double> scales = BinaryWeights.stepScales(conf);
        boolean fits = scalings.stream().allMatch(s -> s.getScales().equals(scales));
        if (options.isScaleStep() && !fits) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (%s) was retrofitted with binary weights for another optimizer or size; make it a binary layer with BinaryConversion before TransferLearning"
                            .formatted(conf.getLayerName(), conf.getClass().getSimpleName()));
        }
    }

    private Slot slot(Layer layer, String name) {
        if (!known) {
            WeightMatrices.of(layer.conf().getLayer())
                    .forEach(matrix -> slots.put(matrix.name(), new Slot(matrix)));
            known = true;
        }
        return slots.get(name);
    }

    private static void compute(
            Slot slot, Layer layer, INDArray parameter, BinaryWeights options, boolean training) {
        allocateLike(parameter, slot);
        check(slot, layer, parameter, options, training);
        boolean real =
                training
                        ? BinaryWeights.trainsRealWeights(layer.conf().getLayer())
                        : options.getTestWeights() == TestWeights.REAL;
        if (real) {
            options.real(slot.matrix, parameter, slot.buffer);
        } else if (training && options.getBinarization() == Binarization.STOCHASTIC) {
            long seed = seedOfThisMinibatch(slot, layer, parameter);
            options.stochastic(slot.matrix, parameter, slot.buffer, seed);
        } else {
            options.deterministic(slot.matrix, parameter, slot.buffer);
        }
    }

    private static void allocateLike(INDArray parameter, Slot slot) {
        if (slot.buffer == null
                || slot.buffer.dataType() != parameter.dataType()
                || !slot.buffer.equalShapes(parameter)) {
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                slot.buffer =
                        Nd4j.createUninitialized(
                                parameter.dataType(), parameter.shape(), parameter.ordering());
            }
        }
    }

    /**
     * The sign of NaN would be a weight like any other; and an unclipped weight would never flip.
     */
    private static void check(
            Slot slot, Layer layer, INDArray parameter, BinaryWeights options, boolean training) {
        if (training && slot.withinClip) {
            return; // The clip behind each step has looked.
        }
        String name = layer.conf().getLayer().getLayerName();
        if (!FiniteCheck.isFinite(parameter)) {
            throw new DivergedException(
                    "Layer \"%s\": weights \"%s\" are NaN or infinite; restore an earlier model, or train anew with a lower learning rate"
                            .formatted(name, slot.matrix.name()));
        }
        if (training && !isWorkerOfParallelWrapper()) {
            double largest = slot.matrix.of(parameter).amaxNumber().doubleValue();
            // The largest float that rounds to H is within H.
            if (largest > options.getClip() * (1 + 1e-6)) {
                throw new IllegalStateException(
                        "Layer \"%s\": weights \"%s\" reach %.4g, outside the clip of %s: rescale them (BinaryConversion does), set a larger clip, or cut them off with LatentWeights.clip"
                                .formatted(name, slot.matrix.name(), largest, options.getClip()));
            }
            slot.withinClip = true;
        }
    }

    /**
     * DL4J's {@code ParallelWrapper} gives a worker the weights of a network that another worker
     * trains already: perhaps those between a step and its clip. The worker's own clip cuts them.
     */
    private static boolean isWorkerOfParallelWrapper() {
        return Thread.currentThread().getName().startsWith("ParallelWrapper");
    }

    /**
     * Draws of its own for each layer and iteration: a resumed run draws what an uninterrupted one
     * would have, and dropout's draws stay as they are.
     */
    private static long seedOfThisMinibatch(Slot slot, Layer layer, INDArray parameter) {
        long seed = layer.conf().getSeed();
        String name = slot.matrix.name();
        // The two directions of a bidirectional layer differ in nothing but their place.
        long place = parameter.offset();
        for (long part :
                new long[] {layer.getIndex(), name.hashCode(), place, layer.getIterationCount()}) {
            // Neighbouring counters give unrelated seeds.
            seed = new SplittableRandom(seed + part).nextLong();
        }
        return seed;
    }
}
