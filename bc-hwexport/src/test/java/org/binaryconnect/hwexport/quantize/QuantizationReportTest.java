package org.binaryconnect.hwexport.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.Test;

class QuantizationReportTest {

    private final Random random = new Random(1);

    private Weights weights(int outputs, int fanIn) {
        return new Weights.Binary(
                PackedMatrix.pack(outputs, fanIn, (r, c) -> random.nextBoolean()));
    }

    private final Network network =
            Network.chain(
                    Shape.vector(16),
                    List.of(
                            new Node.Dense("first", weights(12, 16)),
                            new Node.Activation("relu", Function.Limit.RELU),
                            new Node.Dense("second", weights(3, 12))));

    private double[][][] examples(int count, double scale) {
        return Stream.generate(
                        () -> new double[][] {random.doubles(16).map(x -> scale * x).toArray()})
                .limit(count)
                .toArray(double[][][]::new);
    }

    private static QuantizationReport.Value find(QuantizationReport report, String layer) {
        return report.values().stream()
                .filter(value -> value.layer().equals(layer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rangesAndNoiseAreMeasuredValueByValue() {
        double[][][] examples = examples(200, 1);
        QuantizedNetwork quantized =
                Exporter.quantize(network, examples, new RangeMethod.MinimumMaximum());

        QuantizationReport report = QuantizationReport.measure(quantized, examples);

        assertEquals(
                List.of("input", "relu", "second"),
                report.values().stream().map(QuantizationReport.Value::layer).toList());
        QuantizationReport.Value input = find(report, "input");
        assertEquals(0, input.saturated());
        // Rounding to steps s errs by s^2/12; uniform values up to 255 s have a mean square of (255
        // s)^2/3.
        assertEquals(10 * Math.log10(255 * 255 / 3.0 * 12), input.signalToNoise(), 0.5);
        assertEquals(0, find(report, "relu").minimum());
        assertTrue(find(report, "relu").signalToNoise() > 35);
        assertTrue(report.agreement() > 0.97);
        assertEquals(200, report.runs());
    }

    @Test
    void whatIsOutOfReachIsSaturated() {
        QuantizedNetwork quantized =
                Exporter.quantize(network, examples(200, 1), new RangeMethod.MinimumMaximum());

        QuantizationReport report = QuantizationReport.measure(quantized, examples(200, 2));

        // Half of the values up to 2 are above 1.
        assertEquals(0.5, find(report, "input").saturated(), 0.03);
        assertTrue(find(report, "input").signalToNoise() < 15);
    }

    @Test
    void valuesThatTheIntegersMeetHaveNoNoise() {
        double[][][] examples = new double[2][1][16];
        examples[0][0][0] = 255;
        examples[1][0][3] = 17;
        QuantizedNetwork quantized =
                Exporter.quantize(network, examples, new RangeMethod.MinimumMaximum());

        QuantizationReport report = QuantizationReport.measure(quantized, examples);

        assertEquals(Double.POSITIVE_INFINITY, find(report, "input").signalToNoise());
    }

    @Test
    void theSameDataGivesTheSameReport() {
        double[][][] examples = examples(300, 1);
        QuantizedNetwork quantized =
                Exporter.quantize(network, examples, new RangeMethod.Percentile(99));

        assertEquals(
                QuantizationReport.measure(quantized, examples),
                QuantizationReport.measure(quantized, examples));
    }
}
