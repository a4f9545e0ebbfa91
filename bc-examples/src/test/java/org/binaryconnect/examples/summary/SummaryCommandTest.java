package org.binaryconnect.examples.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.layers.conf.BinaryConvolutionLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.summary.BinarySummary;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SummaryCommandTest {

    private static final InputType IMAGE = InputType.convolutional(8, 8, 3);

    @TempDir private Path folder;

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(new BinaryConvolutionLayer.Builder(3, 3).nOut(4).build())
                                .layer(new BinaryOutputLayer.Builder().nOut(2).build())
                                .setInputType(IMAGE)
                                .build());
        network.init();
        return network;
    }

    private Path saved(boolean asGraph) throws IOException {
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(
                asGraph ? network().toComputationGraph() : network(), file.toFile(), true);
        return file;
    }

    private static String run(Path file, String... inputs) throws Exception {
        SummaryCommand command = new SummaryCommand();
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        for (String input : inputs) {
            arguments.add("--input");
            arguments.add(input);
        }
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        PrintStream out = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(captured, true));
            assertEquals(0, command.call());
        } finally {
            System.setOut(out);
        }
        return captured.toString();
    }

    @Test
    void bothNetworkClassesArePrintedAsTheLibrarySummarizesThem() throws Exception {
        assertEquals(BinarySummary.of(network(), IMAGE).toString(), run(saved(false), "3x8x8"));
        assertEquals(
                BinarySummary.of(network().toComputationGraph(), IMAGE).toString(),
                run(saved(true), "3x8x8"));
    }

    @Test
    void withoutAShapeOperationsAreUnknown() throws Exception {
        String table = run(saved(false));

        assertEquals(BinarySummary.of(network()).toString(), table);
        assertTrue(table.contains("?"), table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "3x0x8", "-1", "1x2x3x4x5", "3x8x8x", "99999999999"})
    void whatIsNoShapeIsRefused(String shape) {
        assertRefused("\"" + shape + "\" is no shape", shape);
    }

    @ParameterizedTest
    @CsvSource({"10, does not take", "5x8x8, does not take"})
    void aShapeThatDoesNotFitIsRefused(String shape, String part) {
        assertRefused(part, shape);
    }

    @Test
    void everyInputNeedsItsShape() {
        assertRefused("has 1 inputs, but --input is given 2 times", "3x8x8", "3x8x8");
    }

    private void assertRefused(String part, String... shapes) {
        String message =
                assertThrows(RunException.class, () -> run(saved(false), shapes)).getMessage();
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }
}
