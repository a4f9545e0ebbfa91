package org.binaryconnect.examples.bench;

import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.bench.BenchNetwork.Weights;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Times one training iteration of a network with plain and with binary layers, interleaved in one
 * process: each round trains every one of them once, in turning order, so that what slows the
 * machine down hits all alike.
 */
final class TrainingStep {

    private static final int WARM_UP = 20;

    private final Map<Weights, double[]> milliseconds = new EnumMap<>(Weights.class);
    private final int rounds;

    private TrainingStep(int rounds) {
        this.rounds = rounds;
        for (Weights weights : Weights.values()) {
            milliseconds.put(weights, new double[rounds]);
        }
    }

    /**
     * @param rounds that are timed, after some to warm up
     */
    static TrainingStep measure(BenchNetwork network, int rounds) {
        TrainingStep result = new TrainingStep(rounds);
        Map<Weights, MultiLayerNetwork> networks = new EnumMap<>(Weights.class);
        for (Weights weights : Weights.values()) {
            networks.put(weights, network.create(weights));
        }
        DataSet data = network.minibatch();
        Weights[] all = Weights.values();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < all.length; i++) {
                Weights weights = all[(round + WARM_UP + i) % all.length];
                long start = System.nanoTime();
                networks.get(weights).fit(data);
                if (round >= 0) {
                    result.milliseconds.get(weights)[round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return result;
    }

    /** The median time of an iteration, in milliseconds. */
    double median(Weights weights) {
        return StatUtils.percentile(milliseconds.get(weights), 50);
    }

    /**
     * A percentile of the rounds' ratios of times to plain DL4J's.
     *
     * @param percent 50 for the median
     */
    double ratio(Weights weights, double percent) {
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ratios[round] =
                    milliseconds.get(weights)[round] / milliseconds.get(Weights.PLAIN)[round];
        }
        return StatUtils.percentile(ratios, percent);
    }
}
