package org.binaryconnect.layers.monitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.common.base.Preconditions;
import org.nd4j.shade.guava.collect.MapMaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the binary weights of a network while it trains: writes {@link WeightStatistics} to a CSV
 * file, hands them to code, and warns when weights stop learning.
 *
 * <pre>{@code
 * network.addListeners(
 *         new BinaryWeightsListener.Builder().frequency(100).file(Path.of("weights.csv")).build());
 * }</pre>
 *
 * <p>A report is made in the first iteration that the listener sees, and in each one whose number
 * is a multiple of the frequency. It is about the weights that the iteration computes with: DL4J
 * calls {@code iterationDone} before the clip, where weights lie up to one step beyond it, so this
 * listener looks at them between the backward pass and the step. Other iterations cost nothing.
 * Kept between reports: one byte a weight.
 *
 * <p>Binary layers, retrofitted layers and those inside wrappers are watched; a network without any
 * gives empty reports. Frozen layers are reported, but never said to be frozen. Layer-wise
 * pretraining is not reported.
 *
 * <p>May be given to several networks, and so to a {@code ParallelWrapper}, whose workers train
 * networks of their own in threads of their own: each network is followed and warned about by
 * itself, and {@link WeightStatistics#network()} tells them apart. Consumers are called in the
 * training thread, never two at once. What they throw ends the training.
 */
public final class BinaryWeightsListener extends BaseTrainingListener {

    private static final Logger LOG = LoggerFactory.getLogger(BinaryWeightsListener.class);

    private final int frequency;
    private final int frozenAfter;
    private final List<Consumer<List<WeightStatistics>>> reports;
    private final List<Consumer<WeightWarning>> warnings;

    /** By identity, and only as long as a network lives. */
    private final Map<Model, WeightMonitor> monitors = new MapMaker().weakKeys().makeMap();

    private int networks;

    private BinaryWeightsListener(Builder builder) {
        frequency = builder.frequency;
        frozenAfter = builder.frozenAfter;
        reports = new ArrayList<>(builder.reports);
        warnings = new ArrayList<>(builder.warnings);
        if (builder.file != null) {
            reports.add(0, new StatisticsFile(builder.file)::write);
        }
        if (warnings.isEmpty()) {
            warnings.add(warning -> LOG.warn(warning.message()));
        }
    }

    /** DL4J's hook, the only one that both network classes call with the clipped weights. */
    @Override
    public void onBackwardPass(Model model) {
        if (!monitors.containsKey(model)
                || BaseOptimizer.getIterationCount(model) % frequency == 0) {
            report(model);
        }
    }

    /**
     * Reports now, whatever the frequency: for the weights after the last iteration, and for
     * training loops of your own, which do not call listeners.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}, initialized
     * @throws IllegalArgumentException if it is neither
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public synchronized void report(Model network) {
        WeightMonitor monitor =
                monitors.computeIfAbsent(
                        network, key -> new WeightMonitor(networks++, frozenAfter));
        WeightMonitor.Report report = monitor.report(network);
        reports.forEach(consumer -> consumer.accept(report.statistics()));
        for (WeightWarning warning : report.warnings()) {
            warnings.forEach(consumer -> consumer.accept(warning));
        }
    }

    /** Builder. */
    public static class Builder {

        private int frequency = 100;
        private int frozenAfter = 10;
        private Path file;
        private final List<Consumer<List<WeightStatistics>>> reports = new ArrayList<>();
        private final List<Consumer<WeightWarning>> warnings = new ArrayList<>();

        /** Iterations from one report to the next. At least 1; default 100. */
        public Builder frequency(int frequency) {
            Preconditions.checkArgument(
                    frequency > 0, "Frequency must be at least 1 iteration, got %s", frequency);
            this.frequency = frequency;
            return this;
        }

        /**
         * Successive reports without a single change of sign after which a layer counts as frozen.
         * At least 1; default 10.
         */
        public Builder frozenAfter(int reports) {
            Preconditions.checkArgument(
                    reports > 0, "A layer is frozen after at least 1 report, got %s", reports);
            this.frozenAfter = reports;
            return this;
        }

        /**
         * A CSV file, one row a weight matrix and report; default: none. Rows are appended to a
         * file of an earlier run: a resumed training goes on with the same one. If it resumes from
         * a checkpoint before the last report, iterations appear twice.
         */
        public Builder file(Path file) {
            this.file = file;
            return this;
        }

        /** Receives each report: the matrices in the order of the network's parameters. */
        public Builder onReport(Consumer<List<WeightStatistics>> consumer) {
            reports.add(consumer);
            return this;
        }

        /**
         * Receives each warning, once until the weights have recovered. Default: logged with level
         * "warn".
         */
        public Builder onWarning(Consumer<WeightWarning> consumer) {
            warnings.add(consumer);
            return this;
        }

        /**
         * @throws IllegalArgumentException if the file has other columns
         * @throws java.io.UncheckedIOException if it cannot be read or made
         */
        public BinaryWeightsListener build() {
            return new BinaryWeightsListener(this);
        }
    }
}
