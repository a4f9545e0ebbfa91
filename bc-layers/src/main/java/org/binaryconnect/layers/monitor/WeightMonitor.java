package org.binaryconnect.layers.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.updaters.arrays.Binarizer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.MatchCondition;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.conditions.Condition;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Measures the binary weights of one network; remembers their signs, one byte a weight. */
final class WeightMonitor {

    private final int number;
    private final WeightChecks checks;
    private final Map<String, INDArray> signs = new HashMap<>();

    /**
     * @param number of the network
     * @param frozenAfter reports without a change of sign that are too many
     */
    WeightMonitor(int number, int frozenAfter) {
        this.number = number;
        this.checks = new WeightChecks(frozenAfter);
    }

    /**
     * What a report says.
     *
     * @param statistics of every matrix, in the order of the network's parameters
     * @param warnings those that are new
     */
    record Report(List<WeightStatistics> statistics, List<WeightWarning> warnings) {}

    Report report(Model network) {
        int iteration = BaseOptimizer.getIterationCount(network);
        Report report = new Report(new ArrayList<>(), new ArrayList<>());
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            for (NetworkWeight weight : Networks.weights(network)) {
                BinaryWeights options = BinaryWeights.of(weight.layer().conf());
                if (options != null) {
                    WeightStatistics statistics = measure(weight, options, iteration);
                    report.statistics.add(statistics);
                    boolean isTrained = !Networks.isFrozen(network, weight.layer());
                    report.warnings.addAll(checks.of(statistics, options, isTrained));
                }
            }
        }
        return report;
    }

    private WeightStatistics measure(NetworkWeight weight, BinaryWeights options, int iteration) {
        INDArray latent = weight.latent();
        INDArray parameter = weight.parameter();
        double size = weight.matrix().size();
        double clip = options.getClip();
        INDArray buffer =
                Nd4j.createUninitialized(
                        parameter.dataType(), parameter.shape(), parameter.ordering());
        INDArray binary = weight.matrix().of(buffer);
        Binarizer.deterministic(latent, binary);
        double flipRatio = flips(weight.key(), binary.castTo(DataType.INT8)) / size;
        if (options.getChannelScale() > 0) {
            binary.muli(options.channelScale(weight.matrix(), parameter));
        } else {
            binary.muli(clip);
        }
        double distance = binary.subi(latent).norm1Number().doubleValue() / size / clip;
        buffer.close();
        return new WeightStatistics(
                number,
                iteration,
                weight.layer().name(),
                weight.key(),
                weight.matrix().size(),
                flipRatio,
                count(latent, Conditions.absGreaterThanOrEqual(WeightStatistics.SATURATED * clip))
                        / size,
                distance,
                count(latent, Conditions.absGreaterThan(WeightStatistics.BEYOND * clip)) / size);
    }

    /** How many signs are others than before, NaN if there is no before. */
    private double flips(String key, INDArray now) {
        INDArray before = signs.put(key, now);
        if (before == null) {
            return Double.NaN;
        }
        double flips = count(before.muli(now), Conditions.lessThan(0));
        before.close();
        return flips;
    }

    private static double count(INDArray array, Condition condition) {
        return Nd4j.getExecutioner().exec(new MatchCondition(array, condition)).getDouble(0);
    }
}
