package org.binaryconnect.layers.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class StatisticsFileTest {

    private static final String HEADER =
            "network,iteration,layer,parameter,weights,flip_ratio,saturation,distance,beyond_clip";

    @TempDir private Path folder;

    private static BinaryWeightsListener listener(Path file) {
        return new BinaryWeightsListener.Builder().file(file).build();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network =
                Training.network(
                        new Sgd(0.1),
                        new BinaryDenseLayer.Builder().name("first, \"a\"").nIn(1).nOut(4).build(),
                        new OutputLayer.Builder().nIn(4).nOut(2).build());
        network.setParam("0_W", Nd4j.createFromArray(new double[][] {{1, -0.5, 0.5, 0}}));
        return network;
    }

    @Test
    void aResumedRunAppends() throws Exception {
        Path file = folder.resolve("weights.csv");
        MultiLayerNetwork network = network();
        BinaryWeightsListener first = listener(file);
        first.report(network);
        network.getParam("0_W").putScalar(0, 0, -1);
        first.report(network);
        listener(file).report(network);
        assertEquals(
                List.of(
                        HEADER,
                        "0,0,\"first, \"\"a\"\"\",0_W,4,,0.25,0.5,0.0",
                        "0,0,\"first, \"\"a\"\"\",0_W,4,0.25,0.25,0.5,0.0",
                        "0,0,\"first, \"\"a\"\"\",0_W,4,,0.25,0.5,0.0"),
                Files.readAllLines(file));
    }

    @Test
    void aFileWithOtherColumnsIsRefusedAndLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("other.csv"), "epoch,score\n1,0.5\n");
        String message =
                assertThrows(IllegalArgumentException.class, () -> listener(file)).getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.contains("\"epoch,score\""), message);
        assertTrue(message.contains("name another file"), message);
        assertEquals(1, message.lines().count());
        assertEquals("epoch,score\n1,0.5\n", Files.readString(file));
    }

    @Test
    void aFileThatCannotBeMadeIsRefusedBeforeTraining() {
        Path file = folder.resolve("missing").resolve("weights.csv");
        String message =
                assertThrows(UncheckedIOException.class, () -> listener(file)).getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertEquals(1, message.lines().count());
    }
}
