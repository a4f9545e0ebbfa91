package org.binaryconnect.layers.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.binaryconnect.layers.convert.BinaryConversion;
import org.binaryconnect.layers.convert.LayerConversion;
import org.binaryconnect.layers.convert.LayerConversion.Outcome;
import org.binaryconnect.layers.network.NetworkWeight;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A trained model of Keras's own layers, converted, against what Keras computes with the signs. */
@DisabledOnOs(value = OS.MAC, architectures = "aarch64") // HDF5 has no library for it
class PlainKerasModelTest {

    private static MultiLayerNetwork real() throws Exception {
        return KerasModelImport.importKerasSequentialModelAndWeights(
                LarqModels.path("plain.h5"), true);
    }

    private static void assertClose(INDArray expected, INDArray found) {
        assertArrayEquals(expected.shape(), found.shape());
        assertEquals(0, expected.sub(found).amaxNumber().doubleValue(), 1e-5);
    }

    @Test
    void theConvertedModelComputesWithTheSigns() throws Exception {
        MultiLayerNetwork real = real();
        INDArray input = LarqModels.input("plain");
        assertClose(LarqModels.output("plain"), real.output(input));

        MultiLayerNetwork binary = new BinaryConversion.Builder<>(real).build().result();

        INDArray expected = Nd4j.createFromNpyFile(new File(LarqModels.path("plain.binary.npy")));
        assertFalse(
                expected.equalsWithEps(LarqModels.output("plain"), 1e-3),
                "signs make a difference");
        assertClose(expected, binary.output(input));
    }

    @Test
    void everyLayerWithWeightsIsConverted() throws Exception {
        BinaryConversion<MultiLayerNetwork> conversion =
                new BinaryConversion.Builder<>(real()).build();

        Map<Outcome, List<String>> outcomes =
                conversion.layers().stream()
                        .collect(
                                Collectors.groupingBy(
                                        LayerConversion::outcome,
                                        Collectors.mapping(
                                                layer -> layer.layer().name(),
                                                Collectors.toList())));
        assertEquals(Set.of(Outcome.CONVERTED, Outcome.KEPT), outcomes.keySet());
        assertEquals(List.of("conv2d", "dense", "dense_1"), outcomes.get(Outcome.CONVERTED));
        long binaryLayers =
                Networks.layers(conversion.result()).stream()
                        .filter(layer -> layer.conf() instanceof BinaryLayer)
                        .count();
        assertEquals(3, binaryLayers);
        assertEquals(
                3,
                conversion.report().lines().filter(line -> line.contains("is now binary")).count(),
                conversion.report());
    }

    @Test
    void theConvertedModelTrains() throws Exception {
        MultiLayerNetwork binary = new BinaryConversion.Builder<>(real()).build().result();
        DataSet data = new DataSet(LarqModels.input("plain"), labels());
        double before = binary.score(data);
        INDArray weights = binary.params().dup();

        for (int i = 0; i < 40; i++) {
            binary.fit(data);
        }

        assertTrue(binary.score(data) < before, before + " -> " + binary.score(data));
        assertFalse(weights.equals(binary.params()), "unchanged");
        for (NetworkWeight weight : Networks.weights(binary)) {
            assertTrue(weight.latent().amaxNumber().doubleValue() <= 1);
        }
    }

    /** The examples' classes are 0, 1, 2, 0, … */
    private static INDArray labels() {
        return Nd4j.concat(0, Collections.nCopies(10, Nd4j.eye(3)).toArray(INDArray[]::new));
    }
}
