package org.binaryconnect.hwexport.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.summary.BinarySummary;
import org.binaryconnect.layers.summary.LayerSummary;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

/** What {@link BinarySummary} promises of the flash is what the exporter writes. */
class SummaryWeightBytesTest {

    /** Fan-ins that fill their last byte, and that leave 1 to 7 bits of it. */
    @ParameterizedTest
    @CsvSource({"16, 8, 24", "17, 9, 3", "7, 1, 2", "31, 65, 10"})
    void equalThoseOfTheExport(int inputs, int hidden, int outputs, @TempDir Path folder)
            throws IOException {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(
                                        new BinaryDenseLayer.Builder()
                                                .name("hidden")
                                                .nIn(inputs)
                                                .nOut(hidden)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(new BatchNormalization.Builder().nOut(hidden).build())
                                .layer(
                                        new ActivationLayer.Builder()
                                                .activation(Activation.RELU)
                                                .build())
                                .layer(
                                        new BinaryOutputLayer.Builder()
                                                .name("output")
                                                .nIn(hidden)
                                                .nOut(outputs)
                                                .build())
                                .build());
        network.init();
        double[] input = new double[inputs];
        input[0] = 1;
        IntegerNetwork integers =
                Exporter.quantize(
                                ModelReader.read(network, inputs).network(),
                                new double[][][] {{input}},
                                new RangeMethod.MinimumMaximum())
                        .network();
        TestExports.write(
                folder.resolve("out"),
                "model",
                TestExports.forced(
                        integers, Core.CORTEX_M3, new KernelChoice.Dense(DenseKernel.LUT8)),
                1);
        JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());

        BinarySummary summary = BinarySummary.of(network);

        assertEquals(report.get("weightBytes").asLong(), summary.total().weightBytes());
        List<LayerSummary> layers =
                summary.layers().stream().filter(layer -> layer.weightBytes() > 0).toList();
        assertEquals(report.get("layers").size(), layers.size());
        for (int i = 0; i < layers.size(); i++) {
            JsonNode exported = report.get("layers").get(i);
            assertEquals(exported.get("name").asText(), layers.get(i).name());
            assertEquals(exported.get("weightBytes").asLong(), layers.get(i).weightBytes());
        }
    }
}
