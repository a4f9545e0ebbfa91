package org.binaryconnect.hwexport.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.plan.Decision;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.quantize.QuantizationReport;

/** {@code report.html}: one page for people, which needs nothing beside itself. */
final class HtmlReport {

    private final Map<String, Object> values = new HashMap<>();

    HtmlReport(Export export, String target, String hash) {
        DeviceNetwork network = export.network();
        values.put("name", export.name());
        values.put("target", target);
        values.put("hash", hash);
        values.put(
                "inputs",
                text(
                                "%,d %s, %s",
                                network.inputs(),
                                network.isFloat() ? "32-bit floating-point numbers" : "bytes",
                                network.input().shape().toString())
                        + (export.isSequence() ? " a step" : ""));
        values.put("scores", text("%,d", network.scores()));
        values.put("weights", text("%,d", network.weights()));
        values.put("notes", export.notes());
        values.put("hasNotes", !export.notes().isEmpty());
        values.put("hasPlan", false);
        values.put("hasFpga", false);
        values.put("hasCalibration", export.calibration() != null);
        if (export.calibration() != null) {
            calibration(export.calibration());
        }
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private static String number(double value) {
        return text("%.4g", value == 0 ? 0.0 : value);
    }

    private void calibration(QuantizationReport calibration) {
        values.put("runs", text("%,d", calibration.runs()));
        values.put("agreement", text("%.2f %%", 100 * calibration.agreement()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (QuantizationReport.Value value : calibration.values()) {
            double decibel = value.signalToNoise();
            Map<String, Object> row = new HashMap<>();
            row.put("layer", value.layer());
            row.put("shape", value.type().shape().toString());
            row.put("minimum", number(value.minimum()));
            row.put("maximum", number(value.maximum()));
            row.put("scale", number(value.type().scale()));
            row.put("zeroPoint", value.type().zeroPoint());
            row.put("saturated", text("%.3f %%", 100 * value.saturated()));
            row.put("isSaturated", value.saturated() > 0.01);
            row.put("decibel", Double.isFinite(decibel) ? text("%.1f", decibel) : "exact");
            row.put("isNoisy", decibel < 20);
            rows.add(row);
        }
        values.put("values", rows);
    }

    /** Adds kernels and memory of a C program. */
    void plan(Plan plan, FlashEstimate flash) {
        long[] costs = plan.costs();
        long total = Arrays.stream(costs).sum();
        values.put("hasPlan", true);
        values.put("unit", plan.core().unit());
        values.put("flash", flash.toString());
        values.put("memory", text("%,d bytes", plan.memoryBytes()));
        values.put("state", plan.stateBytes() == 0 ? null : text("%,d bytes", plan.stateBytes()));
        values.put("total", text("%,d", total));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int o = 0; o < plan.decisions().size(); o++) {
            rows.add(layer(plan, o, costs[o], total));
        }
        values.put("layers", rows);
        values.put("map", MemoryPicture.of(plan));
    }

    private static Map<String, Object> layer(Plan plan, int o, long cost, long total) {
        DeviceOperation operation = plan.network().operations().get(o);
        Decision decision = plan.decisions().get(o);
        Map<String, Object> row = new HashMap<>();
        row.put("number", o);
        row.put("layer", operation.name());
        row.put("operation", operation.getClass().getSimpleName());
        row.put("shape", operation.output().shape().toString());
        row.put("cost", text("%,d", cost));
        row.put("share", text("%.1f", total == 0 ? 0 : 100.0 * cost / total));
        row.put("isPlanned", decision != null);
        if (decision != null) {
            row.put("kernel", decision.choice().id());
            row.put("scratch", text("%,d", plan.scratchBytes(o)));
            row.put("reason", decision.reason());
        }
        return row;
    }

    /** Adds the modules of a design and what they take. */
    void fpga(FpgaReport numbers) {
        values.put("hasFpga", true);
        values.put("facts", numbers.facts());
        values.put("modules", numbers.layers());
    }

    String html() {
        return Templates.render("report.html", values);
    }
}
