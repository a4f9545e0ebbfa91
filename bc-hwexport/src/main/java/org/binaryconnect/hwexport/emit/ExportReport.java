package org.binaryconnect.hwexport.emit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.plan.Buffers;
import org.binaryconnect.hwexport.plan.Decision;
import org.binaryconnect.hwexport.plan.Plan;

/** {@code report.json}: what was exported and planned, for programs. */
final class ExportReport {

    private ExportReport() {}

    static String json(String name, Plan plan, String hash, int weightBytes, int constantBytes) {
        IntegerNetwork network = plan.network();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("name", name);
        report.put("target", plan.core().id());
        report.put(ExportFolder.MARKER_FIELD, hash);
        report.put("inputs", network.inputs());
        report.put("scores", network.scores());
        report.put("inputScale", network.inputScale());
        report.put("inputZeroPoint", network.input().zeroPoint());
        report.put("scoreScale", network.scoreScale());
        report.put("weights", network.weights());
        report.put("weightBytes", weightBytes);
        report.put("constantBytes", constantBytes);
        report.put("memoryBytes", plan.memoryBytes());
        report.put("scratchBytes", plan.peakScratchBytes());
        report.put("stateBytes", plan.stateBytes());
        report.put("unit", plan.core().unit());
        List<Map<String, Object>> layers = new ArrayList<>();
        for (int o = 0; o < network.operations().size(); o++) {
            layers.add(layer(plan, o));
        }
        report.put("layers", layers);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> layer(Plan plan, int o) {
        Operation operation = plan.network().operations().get(o);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", operation.name());
        entry.put("operation", operation.getClass().getSimpleName());
        entry.put("output", operation.output().shape().toString());
        if (operation instanceof Operation.Linear linear) {
            entry.put("fanIn", linear.weights().columns());
            entry.put("outputs", linear.weights().rows());
            entry.put("positions", linear.positions());
            entry.put("weightBytes", linear.weights().bytes());
            Decision decision = plan.decisions().get(o);
            entry.put("kernel", decision.choice().id());
            entry.put("scratchBytes", plan.scratchBytes(o));
            entry.put("predicted", decision.cost());
            entry.put("reason", decision.reason());
        }
        int offset = plan.buffers().valueOffsets()[plan.network().valueOf(o)];
        if (offset != Buffers.NOWHERE) {
            entry.put("offset", offset);
            entry.put("bytes", operation.output().bytes());
        }
        return entry;
    }
}
