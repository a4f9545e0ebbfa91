package org.binaryconnect.layers.inference;

import java.util.List;
import java.util.SplittableRandom;
import org.binaryconnect.layers.convert.Freezing;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.base.Preconditions;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The third way to answer with a network that was trained stochastically (paper, section 2.6): the
 * mean of the outputs of k networks, each with weights drawn once from the latent ones. The other
 * two, binary and real weights, are {@link org.binaryconnect.layers.weights.TestWeights}.
 *
 * <p>The same k networks answer every call. Layers of deterministic binarization have their signs
 * in all of them. Batch normalization uses the network's statistics, which training gathered under
 * sampled weights.
 *
 * <p>Not for several threads at once.
 *
 * @param <M> {@code MultiLayerNetwork} or {@code ComputationGraph}
 */
public final class SampledNetworks<M extends Model> {

    private final List<NetworkWeight> latent;
    private final M sample;
    private final List<NetworkWeight> sampled;
    private final int count;
    private final long seed;

    /**
     * @param network as it is now; later training does not show, except in its weights
     * @param count k, at least 1
     * @param seed of the draws
     */
    public SampledNetworks(M network, int count, long seed) {
        Preconditions.checkArgument(
                count > 0, "The number of sampled networks must be at least 1, got %s", count);
        this.latent = Networks.weights(network);
        this.sample = Freezing.freeze(network);
        this.sampled = Networks.weights(sample);
        this.count = count;
        this.seed = seed;
    }

    /**
     * The mean output.
     *
     * @param features the network's input or inputs
     * @return the output or outputs, of the network's shapes
     */
    public INDArray[] output(INDArray... features) {
        return output(features, null);
    }

    /**
     * The mean output for sequences of different lengths.
     *
     * @param masks one for each input, [batch, time], each null if all of it counts; or null
     */
    public INDArray[] output(INDArray[] features, INDArray[] masks) {
        SplittableRandom seeds = new SplittableRandom(seed);
        INDArray[] sum = null;
        for (int i = 0; i < count; i++) {
            draw(seeds);
            INDArray[] output = outputOfSample(features, masks);
            for (int o = 0; sum != null && o < sum.length; o++) {
                sum[o].addi(output[o]);
            }
            sum = sum == null ? output : sum;
        }
        for (INDArray output : sum) {
            output.divi(count);
        }
        return sum;
    }

    /** Classification by the mean output, for a network of one input and one output. */
    public Evaluation evaluate(DataSetIterator data) {
        Evaluation evaluation = new Evaluation();
        data.reset();
        while (data.hasNext()) {
            DataSet batch = data.next();
            INDArray[] features = {batch.getFeatures()};
            INDArray[] masks = {batch.getFeaturesMaskArray()};
            evaluation.eval(
                    batch.getLabels(), output(features, masks)[0], batch.getLabelsMaskArray());
        }
        return evaluation;
    }

    private void draw(SplittableRandom seeds) {
        for (int i = 0; i < latent.size(); i++) {
            NetworkWeight weight = latent.get(i);
            BinaryWeights options = BinaryWeights.of(weight.layer().conf());
            if (options != null && options.getBinarization() == Binarization.STOCHASTIC) {
                weight.requireFinite();
                options.stochastic(
                        weight.matrix(),
                        weight.parameter(),
                        sampled.get(i).parameter(),
                        seeds.nextLong());
            }
        }
    }

    private INDArray[] outputOfSample(INDArray[] features, INDArray[] masks) {
        return sample instanceof MultiLayerNetwork layered
                ? new INDArray[] {
                    layered.output(features[0], false, masks == null ? null : masks[0], null)
                }
                : ((ComputationGraph) sample).output(false, features, masks);
    }
}
