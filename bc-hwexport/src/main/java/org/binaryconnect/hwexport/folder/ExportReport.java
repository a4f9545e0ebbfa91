package org.binaryconnect.hwexport.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.plan.Decision;
import org.binaryconnect.hwexport.plan.MemoryMap;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.quantize.QuantizationReport;

/**
 * {@code report.json}: what was exported and planned, for programs. No dates: the same model gives
 * the same text.
 */
final class ExportReport {

    private final Map<String, Object> report = new LinkedHashMap<>();
    private final List<Map<String, Object>> layers = new ArrayList<>();

    /**
     * @param target name of the core, or "java"
     * @param hash identity of the network
     */
    ExportReport(Export export, String target, String hash) {
        DeviceNetwork network = export.network();
        report.put("name", export.name());
        report.put("target", target);
        report.put(ExportFolder.MARKER_FIELD, hash);
        report.put("inputs", network.inputs());
        report.put("inputShape", network.input().shape().toString());
        report.put("isSequence", export.isSequence());
        report.put("scores", network.scores());
        report.put("outputFunction", export.outputFunction());
        report.put("activations", network.isFloat() ? "float32" : "uint8");
        report.put("inputScale", network.input().scale());
        report.put("inputZeroPoint", network.input().zeroPoint());
        report.put("scoreScale", network.output().scale());
        report.put("weights", network.weights());
        report.put("goldenVectors", export.golden().inputs().length);
        network.operations().forEach(operation -> layers.add(layer(operation)));
        report.put("layers", layers);
        report.put("notes", export.notes());
        if (export.calibration() != null) {
            report.put("calibration", calibration(export.calibration()));
        }
    }

    private static Map<String, Object> layer(DeviceOperation operation) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", operation.name());
        entry.put("operation", operation.getClass().getSimpleName());
        entry.put("output", operation.output().shape().toString());
        if (operation instanceof WeightedOperation weighted) {
            entry.put("fanIn", weighted.fanIn());
            entry.put("outputs", weighted.outputs());
            entry.put("positions", weighted.positions());
            entry.put("weightBytes", weighted.weightBytes());
        }
        return entry;
    }

    private static Map<String, Object> calibration(QuantizationReport calibration) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("runs", calibration.runs());
        entry.put("sameClass", calibration.agreement());
        entry.put("values", calibration.values().stream().map(ExportReport::value).toList());
        return entry;
    }

    private static Map<String, Object> value(QuantizationReport.Value value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("value", value.value());
        entry.put("layer", value.layer());
        entry.put("minimum", value.minimum());
        entry.put("maximum", value.maximum());
        entry.put("scale", value.type().scale());
        entry.put("zeroPoint", value.type().zeroPoint());
        entry.put("saturated", value.saturated());
        // JSON has no infinity: null is a value without any error.
        entry.put(
                "signalToNoiseDb",
                Double.isFinite(value.signalToNoise()) ? value.signalToNoise() : null);
        return entry;
    }

    /** Adds kernels and memory of a C program. */
    void plan(Plan plan, FlashEstimate flash) {
        report.put("weightBytes", flash.weights());
        report.put("constantBytes", flash.constants());
        report.put(
                "codeBytesEstimated", flash.code().isPresent() ? flash.code().getAsLong() : null);
        report.put("memoryBytes", plan.memoryBytes());
        report.put("scratchBytes", plan.peakScratchBytes());
        report.put("stateBytes", plan.stateBytes());
        report.put("unit", plan.core().unit());
        long[] costs = plan.costs();
        for (int o = 0; o < layers.size(); o++) {
            Decision decision = plan.decisions().get(o);
            Map<String, Object> entry = layers.get(o);
            entry.put("predicted", costs[o]);
            if (decision != null) {
                entry.put("kernel", decision.choice().id());
                entry.put("scratchBytes", plan.scratchBytes(o));
                entry.put("reason", decision.reason());
            }
        }
        report.put("memory", MemoryMap.of(plan));
    }

    /** Adds the modules of a design and what they take. */
    void fpga(FpgaReport numbers) {
        report.put("fpga", numbers.json());
        for (int o = 0; o < layers.size(); o++) {
            layers.get(o).putAll(numbers.json(o));
        }
    }

    String json() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
