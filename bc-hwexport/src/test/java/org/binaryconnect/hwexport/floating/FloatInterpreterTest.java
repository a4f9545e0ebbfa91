package org.binaryconnect.hwexport.floating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.binaryconnect.hwexport.integer.Tensor.Element;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.RealInterpreter;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.quantize.AffineFolding;
import org.junit.jupiter.api.Test;

class FloatInterpreterTest {

    private static final int SEEDS = 300;
    private static final int RUNS = 5;

    /** Every value that both networks have, over sequences. */
    @Test
    void isCloseToRealNumbers() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Network network = AffineFolding.apply(RandomRealNetworks.network(seed));
            FloatConversion.Converted converted = FloatConversion.apply(network);
            RealInterpreter.Session real = new RealInterpreter(network).session();
            FloatInterpreter.Session floats = new FloatInterpreter(converted.network()).session();
            Random random = new Random(seed);
            for (int run = 0; run < RUNS; run++) {
                float[] input = RandomRealNetworks.input(random, network.inputs());
                double[] doubles = new double[input.length];
                for (int i = 0; i < input.length; i++) {
                    doubles[i] = input[i];
                }
                double[][] expected = real.run(doubles);
                float[][] found = floats.trace(input);
                for (Map.Entry<Integer, Integer> pair : converted.values().entrySet()) {
                    if (pair.getValue() >= 0) {
                        close(
                                "seed %d, run %d, value %d".formatted(seed, run, pair.getKey()),
                                expected[pair.getKey()],
                                found[pair.getValue()]);
                    }
                }
            }
        }
    }

    /** Relative to the largest of a vector: sums cancel. */
    private static void close(String what, double[] expected, float[] found) {
        assertEquals(expected.length, found.length, what);
        double scale = 1;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            assertTrue(
                    Math.abs(expected[i] - found[i]) <= 1e-4 * scale,
                    "%s: %s instead of %s".formatted(what, found[i], expected[i]));
        }
    }

    @Test
    void everyOperationOccurs() {
        Set<String> missing = new TreeSet<>();
        for (Class<?> kind : FloatOperation.class.getPermittedSubclasses()) {
            if (kind.isRecord()) {
                missing.add(kind.getSimpleName());
            } else {
                for (Class<?> inner : kind.getPermittedSubclasses()) {
                    missing.add(inner.getSimpleName());
                }
            }
        }
        int states = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            FloatNetwork network = Exporter.floating(RandomRealNetworks.network(seed));
            network.operations().forEach(o -> missing.remove(o.getClass().getSimpleName()));
            states = Math.max(states, network.states().size());
            network.values().forEach(value -> assertEquals(Element.F32, value.element()));
        }
        assertEquals(Set.of(), missing);
        assertEquals(2, states);
    }

    @Test
    void networksHaveAnIdentity() {
        Set<String> hashes = new TreeSet<>();
        for (long seed = 0; seed < 20; seed++) {
            FloatNetwork network = Exporter.floating(RandomRealNetworks.network(seed));
            assertEquals(
                    network.sha256(), Exporter.floating(RandomRealNetworks.network(seed)).sha256());
            hashes.add(network.sha256());
        }
        assertEquals(20, hashes.size());
        assertNotEquals(0, hashes.iterator().next().length());
    }
}
