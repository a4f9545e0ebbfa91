package org.binaryconnect.layers.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.binaryconnect.layers.convert.LayerConversion.Outcome;
import org.binaryconnect.layers.network.NetworkLayer;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A network or configuration whose layers were made binary, and what became of each layer.
 *
 * <p>Built in the manner of DL4J's {@code TransferLearning}:
 *
 * <pre>{@code
 * BinaryConversion<MultiLayerNetwork> conversion =
 *         new BinaryConversion.Builder<>(network).statistics(trainingData).build();
 * System.out.println(conversion.report());
 * conversion.result().fit(trainingData, 2);
 * }</pre>
 *
 * <p>A trained network keeps its weights as latent weights, rescaled into the clip range: all of a
 * layer by one factor, after which their mean magnitude is H / 2; the largest are cut off at H.
 * What the layer computed changes by a factor in each output channel, which is taken care of: where
 * batch normalization follows, its statistics and the layer's biases are divided by the channel's
 * mean magnitude; elsewhere the layer gets a channel scale of that size (as a binary-weight
 * network).
 *
 * @param <T> {@code MultiLayerNetwork}, {@code ComputationGraph}, or the configuration of one
 */
public final class BinaryConversion<T> {

    private final T result;
    private final List<LayerConversion> layers;

    private BinaryConversion(T result, List<LayerConversion> layers) {
        this.result = result;
        this.layers = layers;
    }

    /** The binary network or configuration; the one that was given is unchanged. */
    public T result() {
        return result;
    }

    /** What became of each layer, in the order of the network. */
    public List<LayerConversion> layers() {
        return layers;
    }

    /** What was converted, what not and why, as a table. */
    public String report() {
        return LayerConversion.table(layers);
    }

    /** See {@link BinaryConversion}. */
    public static final class Builder<T> {

        private final T source;
        private final List<NetworkLayer> all;
        private BinaryWeights weights;
        private Predicate<Layer> chosen = layer -> true;
        private Set<String> named = Set.of();
        private boolean firstReal;
        private boolean lastReal;
        private FineTuneConfiguration fineTune;
        private DataSetIterator statistics;

        /**
         * @param source a network or configuration of one of DL4J's two classes; unchanged
         * @throws IllegalArgumentException if it is anything else
         */
        public Builder(T source) {
            this.source = source;
            this.all = layersOf(source);
        }

        /**
         * How weights are binarized and updated. Default: as a layer's weight noise says, if it is
         * a {@link BinaryWeights} that was given to the whole network; else {@link
         * BinaryWeights#DEFAULT}.
         */
        public Builder<T> binaryWeights(BinaryWeights weights) {
            this.weights = weights;
            return this;
        }

        /** Converts only layers that a test accepts. Default: all. */
        public Builder<T> layers(Predicate<Layer> test) {
            this.chosen = test;
            return this;
        }

        /** Converts only layers of these names; each must exist and be convertible. */
        public Builder<T> layers(String... names) {
            this.named = Set.copyOf(Arrays.asList(names));
            return this;
        }

        /**
         * Keeps the first layer that has weights real. Default: it is converted, as in the paper.
         */
        public Builder<T> keepFirstReal() {
            this.firstReal = true;
            return this;
        }

        /**
         * Keeps the last layer that has weights real. Default: it is converted, as in the paper.
         */
        public Builder<T> keepLastReal() {
            this.lastReal = true;
            return this;
        }

        /**
         * Changes learning options of a trained network, as {@code TransferLearning} does, whose
         * iteration and epoch counts then start at 0.
         */
        public Builder<T> fineTuneConfiguration(FineTuneConfiguration fineTune) {
            this.fineTune = fineTune;
            return this;
        }

        /**
         * Estimates batch normalization of a trained network anew from this data, after conversion.
         * Default: its statistics are rescaled only.
         */
        public Builder<T> statistics(DataSetIterator data) {
            this.statistics = data;
            return this;
        }

        /**
         * @throws DL4JInvalidConfigException if a layer that was named does not exist or cannot be
         *     binary
         * @throws IllegalStateException if the network was not initialized, or a configuration was
         *     given what only a trained network can use
         * @throws org.binaryconnect.updaters.DivergedException if a weight is NaN or infinite
         */
        public BinaryConversion<T> build() {
            Map<String, LayerConversion> plan = plan();
            if (source instanceof Model network) {
                return new BinaryConversion<>(
                        cast(convert(network, plan)), List.copyOf(plan.values()));
            }
            Preconditions.checkState(
                    fineTune == null && statistics == null,
                    "A configuration has no weights to fine-tune and no statistics to estimate; convert a network, or leave out fineTuneConfiguration and statistics");
            Object configuration =
                    source instanceof MultiLayerConfiguration layered
                            ? Networks.rebuild(
                                    layered, (prefix, layer) -> plan.get(prefix).apply(layer))
                            : Networks.rebuild(
                                    (ComputationGraphConfiguration) source,
                                    (prefix, layer) -> plan.get(prefix).apply(layer));
            return new BinaryConversion<>(cast(configuration), List.copyOf(plan.values()));
        }

        @SuppressWarnings("unchecked") // of the class of the source
        private T cast(Object converted) {
            return (T) converted;
        }

        private Model convert(Model network, Map<String, LayerConversion> plan) {
            TrainedWeights trained = new TrainedWeights(network, plan);
            plan.replaceAll((prefix, layer) -> trained.plan(layer));
            // First: a retrofit depends on the optimizer.
            Model converted =
                    Networks.rebuild(
                            fineTune(network), (prefix, layer) -> plan.get(prefix).apply(layer));
            trained.rescale(converted);
            if (statistics != null) {
                BatchNormStatistics.reestimate(converted, statistics);
            }
            return converted;
        }

        private Model fineTune(Model network) {
            if (fineTune == null) {
                return network;
            }
            if (network instanceof MultiLayerNetwork layered) {
                MultiLayerNetwork tuned =
                        new TransferLearning.Builder(layered)
                                .fineTuneConfiguration(fineTune)
                                .build();
                keepBackpropType(
                        layered.getLayerWiseConfigurations(), tuned.getLayerWiseConfigurations());
                return tuned;
            }
            return new TransferLearning.GraphBuilder((ComputationGraph) network)
                    .fineTuneConfiguration(fineTune)
                    .build();
        }

        /** DL4J's transfer learning forgets truncated backpropagation. */
        private void keepBackpropType(MultiLayerConfiguration from, MultiLayerConfiguration to) {
            if (fineTune.getBackpropType() == null) {
                to.setBackpropType(from.getBackpropType());
            }
            if (fineTune.getTbpttFwdLength() == null) {
                to.setTbpttFwdLength(from.getTbpttFwdLength());
            }
            if (fineTune.getTbpttBackLength() == null) {
                to.setTbpttBackLength(from.getTbpttBackLength());
            }
        }

        /** What is to become of each layer, by its prefix. */
        private Map<String, LayerConversion> plan() {
            List<NetworkLayer> weighted =
                    all.stream().filter(layer -> hasWeights(layer.conf())).toList();
            Map<String, LayerConversion> plan = new LinkedHashMap<>();
            for (NetworkLayer layer : all) {
                plan.put(layer.prefix(), plan(layer, weighted));
            }
            for (String name : named) {
                requireConverted(name, plan.values());
            }
            return plan;
        }

        private LayerConversion plan(NetworkLayer layer, List<NetworkLayer> weighted) {
            Layer conf = layer.conf();
            BinaryWeights options = optionsFor(conf);
            String kept = reasonToKeep(layer, weighted);
            if (kept == null && !LayerTypes.hasBinary(conf)) {
                kept = BinaryRetrofit.reasonToRefuse(conf);
            }
            if (kept != null) {
                return new LayerConversion(layer, Outcome.KEPT, kept, options);
            }
            return new LayerConversion(
                    layer,
                    LayerTypes.hasBinary(conf) ? Outcome.CONVERTED : Outcome.RETROFITTED,
                    lost(conf),
                    options);
        }

        private BinaryWeights optionsFor(Layer layer) {
            if (weights != null) {
                return weights;
            }
            return layer instanceof BaseLayer base
                            && base.getWeightNoise() instanceof BinaryWeights given
                    ? given
                    : BinaryWeights.DEFAULT;
        }

        /** A binary weight cannot carry noise. */
        private static String lost(Layer layer) {
            IWeightNoise noise = layer instanceof BaseLayer base ? base.getWeightNoise() : null;
            return noise == null || noise instanceof BinaryWeights
                    ? ""
                    : "without its " + noise.getClass().getSimpleName();
        }

        private String reasonToKeep(NetworkLayer layer, List<NetworkLayer> weighted) {
            Layer conf = layer.conf();
            if (BinaryWeights.of(conf) != null && !LayerTypes.hasBinary(conf)) {
                return "is binary already";
            }
            if (!weighted.contains(layer)) {
                return "has no weight matrix";
            }
            if (firstReal && layer.name().equals(weighted.get(0).name())) {
                return "is the first layer with weights";
            }
            if (lastReal && layer.name().equals(weighted.get(weighted.size() - 1).name())) {
                return "is the last layer with weights";
            }
            boolean isChosen = named.isEmpty() ? chosen.test(conf) : named.contains(layer.name());
            return isChosen ? null : "was not chosen";
        }

        private static void requireConverted(String name, Iterable<LayerConversion> plan) {
            List<LayerConversion> found = new ArrayList<>();
            plan.forEach(
                    layer -> {
                        if (layer.layer().name().equals(name)) {
                            found.add(layer);
                        }
                    });
            if (found.isEmpty()) {
                throw new DL4JInvalidConfigException(
                        "There is no layer \"%s\" to make binary; see the names in summary()"
                                .formatted(name));
            }
            for (LayerConversion layer : found) {
                if (layer.outcome() == Outcome.KEPT) {
                    throw new DL4JInvalidConfigException(
                            "Layer \"%s\" (%s) cannot be made binary: %s"
                                    .formatted(
                                            name,
                                            layer.layer().conf().getClass().getSimpleName(),
                                            layer.reason()));
                }
            }
        }

        private static boolean hasWeights(Layer layer) {
            return BinaryRetrofit.hasWeights(layer);
        }

        private static List<NetworkLayer> layersOf(Object source) {
            if (source instanceof Model network) {
                return Networks.layers(network);
            }
            if (source instanceof MultiLayerConfiguration configuration) {
                return Networks.layers(configuration);
            }
            if (source instanceof ComputationGraphConfiguration configuration) {
                return Networks.layers(configuration);
            }
            throw new IllegalArgumentException(
                    "Only a MultiLayerNetwork, a ComputationGraph or the configuration of one can be made binary, got "
                            + (source == null ? null : source.getClass().getName()));
        }
    }
}
