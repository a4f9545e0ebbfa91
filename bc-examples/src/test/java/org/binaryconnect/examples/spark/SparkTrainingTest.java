package org.binaryconnect.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Training on executors that are processes of their own, of which one dies. */
@Tag("spark")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkTrainingTest {

    private static final int INPUTS = 16;
    private static final int CLASSES = 4;
    private static final int EPOCHS = 4;
    private static final int BATCH = 20;
    private static final double CLIP = 1; // the layers' default
    private static final Recipe RECIPE =
            Recipe.DENSE
                    .withHiddenLayers(1)
                    .withWidth(32)
                    .withEpochs(EPOCHS)
                    .withBatchSize(BATCH)
                    .withFirstLearningRate(1e-2)
                    .withLastLearningRate(1e-3);

    /** Clouds around bytes that depend on the class. */
    private static ByteExamples examples(long seed, int count) {
        Random random = new Random(seed);
        byte[] inputs = new byte[count * INPUTS];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(CLASSES);
            for (int j = 0; j < INPUTS; j++) {
                double centre = j % CLASSES == labels[i] ? 160 : 96;
                double value = centre + 40 * random.nextGaussian();
                inputs[i * INPUTS + j] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return new ByteExamples(inputs, labels, CLASSES);
    }

    private static DataSetIterator iterator(ByteExamples examples) {
        int[] all = new int[examples.count()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return new ListDataSetIterator<>(examples.batch(all).asList(), 100);
    }

    @Test
    void aLostExecutorIsReplacedAndTheNetworkLearns() throws Exception {
        ExecutorKiller killer;
        MultiLayerNetwork network;
        Set<String> removed;
        try (JavaSparkContext context = SparkContexts.open("local-cluster[2,1,1024]", "test")) {
            // The stage that trains; the others only count.
            killer = new ExecutorKiller(context.sc(), "treeAggregate");
            SparkTraining training =
                    new SparkTraining(
                            context,
                            DenseNetwork.configuration(RECIPE, INPUTS, CLASSES),
                            examples(1, 4000),
                            BATCH,
                            1);
            network = training.run(EPOCHS, epoch -> armAfter(2, epoch, killer));
            for (int i = 0; i < 300 && killer.added().size() < 3; i++) {
                Thread.sleep(100); // The new one may be needed no more.
            }
            removed = killer.removed(); // Closing removes the others.
        }
        assertTrue(killer.hasKilled());
        assertTrue(killer.hasLostTask());
        assertEquals(1, removed.size(), "executors removed: " + removed);
        assertTrue(killer.added().contains("2"), "only executors " + killer.added());

        assertEquals(EPOCHS, network.getEpochCount());
        assertWithinClip(network);
        BatchNormStatistics.reestimate(network, iterator(examples(1, 4000)));
        double accuracy = network.evaluate(iterator(examples(2, 1000))).accuracy();
        assertTrue(accuracy > 0.9, "accuracy " + accuracy);
    }

    private static void armAfter(int wanted, int epoch, ExecutorKiller killer) {
        if (epoch == wanted) {
            killer.arm();
        }
    }

    private static void assertWithinClip(MultiLayerNetwork network) {
        int layers = 0;
        for (int i = 0; i < network.getnLayers(); i++) {
            if (network.getLayer(i).conf().getLayer() instanceof BinaryDenseLayer) {
                double greatest = network.getParam(i + "_W").amaxNumber().doubleValue();
                assertTrue(greatest <= CLIP, "layer " + i + " has " + greatest);
                assertFalse(greatest == 0);
                layers++;
            }
        }
        assertEquals(2, layers);
    }
}
