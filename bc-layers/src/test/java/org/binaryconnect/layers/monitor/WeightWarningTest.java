package org.binaryconnect.layers.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.convert.BinaryRetrofit;
import org.binaryconnect.layers.monitor.WeightWarning.Kind;
import org.binaryconnect.updaters.WeightClip;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class WeightWarningTest {

    private final List<WeightWarning> warned = new ArrayList<>();

    private final BinaryWeightsListener listener =
            new BinaryWeightsListener.Builder()
                    .frequency(1)
                    .frozenAfter(3)
                    .onWarning(warned::add)
                    .build();

    /** Its learning rate makes each step larger than H, clipped or not. */
    private static MultiLayerNetwork retrofitted() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        BinaryRetrofit.apply(
                                Training.configuration(
                                        new Adam(0.6),
                                        new DenseLayer.Builder()
                                                .name("hidden")
                                                .nIn(6)
                                                .nOut(10)
                                                .build(),
                                        new OutputLayer.Builder().nIn(10).nOut(2).build())));
        network.init();
        network.fit(Training.examples());
        return network;
    }

    private static void removeClip(MultiLayerNetwork network, int layer) {
        BaseLayer conf = (BaseLayer) network.getLayer(layer).conf().getLayer();
        conf.setConstraints(
                new ArrayList<>(
                        conf.getConstraints().stream()
                                .filter(constraint -> !(constraint instanceof WeightClip))
                                .toList()));
    }

    private List<Kind> kinds() {
        return warned.stream().map(WeightWarning::kind).toList();
    }

    @Test
    void withoutClipWeightsStarveOnce() {
        MultiLayerNetwork network = retrofitted();
        removeClip(network, 0);
        network.setListeners(listener);
        for (int i = 0; i < 10; i++) {
            network.fit(Training.examples());
        }
        List<WeightWarning> starving =
                warned.stream().filter(warning -> warning.kind() == Kind.STARVING).toList();
        assertEquals(1, starving.size());
        String message = starving.get(0).message();
        assertEquals("hidden", starving.get(0).statistics().layer());
        assertTrue(message.startsWith("Layer \"hidden\": "), message);
        assertTrue(message.contains("WeightClip"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void withClipTheSameNetworkDoesNotStarveHoweverLongItsSteps() {
        MultiLayerNetwork network = retrofitted();
        network.setListeners(listener);
        for (int i = 0; i < 10; i++) {
            network.fit(Training.examples());
        }
        assertTrue(kinds().stream().noneMatch(kind -> kind == Kind.STARVING), warned.toString());
    }

    @Test
    void starvingIsWarnedOfAgainOnlyAfterRecovery() {
        MultiLayerNetwork network = retrofitted();
        List<Integer> warnings = new ArrayList<>();
        // Of 60 weights; more than 6 are too many, less than 3 are a recovery.
        for (int beyond : new int[] {6, 7, 60, 5, 7, 3, 7, 60, 4}) {
            network.getParam("0_W").assign(0.5);
            for (int i = 0; i < beyond; i++) {
                network.getParam("0_W").putScalar(i, -1.06);
            }
            listener.report(network);
            warnings.add((int) kinds().stream().filter(kind -> kind == Kind.STARVING).count());
        }
        assertEquals(List.of(0, 1, 1, 1, 1, 1, 2, 2, 2), warnings);
    }

    private static MultiLayerNetwork unmoved(Layer first) {
        return Training.network(
                new Sgd(1e-12), first, new OutputLayer.Builder().nIn(10).nOut(2).build());
    }

    private static BinaryDenseLayer hidden() {
        return new BinaryDenseLayer.Builder().name("hidden").nIn(6).nOut(10).build();
    }

    @Test
    void frozenWeightsAreWarnedOfOnceInBothNetworkClasses() {
        MultiLayerNetwork network = unmoved(hidden());
        ComputationGraph graph = network.toComputationGraph();
        network.setListeners(listener);
        for (int i = 0; i < 3; i++) {
            network.fit(Training.examples());
        }
        assertEquals(List.of(), kinds(), "the first report knows no change");
        for (int i = 0; i < 5; i++) {
            network.fit(Training.examples());
        }
        assertEquals(List.of(Kind.FROZEN), kinds());
        String message = warned.get(0).message();
        assertTrue(message.startsWith("Layer \"hidden\": "), message);
        assertTrue(message.contains("learning rate"), message);
        assertEquals(3, warned.get(0).statistics().iteration());

        graph.setListeners(listener);
        for (int i = 0; i < 5; i++) {
            graph.fit(Training.examples());
        }
        assertEquals(List.of(Kind.FROZEN, Kind.FROZEN), kinds());
    }

    @Test
    void aFlipEndsTheFreeze() {
        MultiLayerNetwork network = unmoved(hidden());
        for (int i = 0; i < 6; i++) {
            listener.report(network);
        }
        assertEquals(List.of(Kind.FROZEN), kinds());
        network.getParam("0_W").negi();
        for (int i = 0; i < 6; i++) {
            listener.report(network);
        }
        assertEquals(List.of(Kind.FROZEN, Kind.FROZEN), kinds());
    }

    @Test
    void aLayerThatDl4jHoldsFrozenIsNotWarnedOf() {
        MultiLayerNetwork network = unmoved(new FrozenLayer(hidden()));
        ComputationGraph graph = network.toComputationGraph();
        network.setListeners(listener);
        graph.setListeners(listener);
        for (int i = 0; i < 6; i++) {
            network.fit(Training.examples());
            graph.fit(Training.examples());
        }
        assertEquals(List.of(), kinds());
    }
}
