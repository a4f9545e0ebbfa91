package org.binaryconnect.examples.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Data-parallel training: DL4J's training master lets every worker train on its share of an epoch,
 * and averages latent weights, batch norm statistics and the optimizer's state some times an epoch.
 * An average of clipped weights is within the clip.
 *
 * <p>Examples go to each executor once; an epoch is their order alone, so a task that is tried
 * again on another executor needs nothing of the lost one.
 */
final class SparkTraining {

    private static final int AVERAGINGS = 5; // an epoch

    private final JavaSparkContext context;
    private final Broadcast<ByteExamples> examples;
    private final int count;
    private final int batchSize;
    private final int workers;
    private final long seed;
    private final SparkDl4jMultiLayer network;

    /**
     * @param seed of the order of examples
     */
    SparkTraining(
            JavaSparkContext context,
            MultiLayerConfiguration configuration,
            ByteExamples examples,
            int batchSize,
            long seed) {
        this.context = context;
        this.examples = context.broadcast(examples);
        this.count = examples.count();
        this.batchSize = batchSize;
        this.workers = context.defaultParallelism();
        this.seed = seed;
        int share = (count + batchSize * workers - 1) / (batchSize * workers);
        ParameterAveragingTrainingMaster master =
                new ParameterAveragingTrainingMaster.Builder(workers, batchSize)
                        .batchSizePerWorker(batchSize)
                        .averagingFrequency((share + AVERAGINGS - 1) / AVERAGINGS)
                        .rngSeed(seed)
                        // The other approach needs a file system that all machines share.
                        .rddTrainingApproach(RDDTrainingApproach.Direct)
                        .storageLevel(null)
                        .repartionData(Repartition.Never)
                        .workerPrefetchNumBatches(0)
                        .build();
        network = new SparkDl4jMultiLayer(context, configuration, master);
    }

    /**
     * Trains.
     *
     * @param epochDone is told the epoch, from 1
     * @return the average
     */
    MultiLayerNetwork run(int epochs, IntConsumer epochDone) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.fit(epoch(epoch));
            epochDone.accept(epoch);
        }
        return network.getNetwork();
    }

    /** The loss of the last minibatches. */
    double loss() {
        return network.getScore();
    }

    private JavaRDD<DataSet> epoch(int epoch) {
        List<Integer> order = IntStream.range(0, count).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(new SplittableRandom(seed + epoch).nextLong()));
        int[] indices = order.stream().mapToInt(Integer::intValue).toArray();
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < count; start += batchSize) {
            batches.add(Arrays.copyOfRange(indices, start, Math.min(start + batchSize, count)));
        }
        Broadcast<ByteExamples> source = examples; // A task must not hold this object.
        return context.parallelize(batches, workers).map(batch -> source.value().batch(batch));
    }
}
