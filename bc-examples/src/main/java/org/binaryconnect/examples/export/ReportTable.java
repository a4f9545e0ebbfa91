package org.binaryconnect.examples.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The contents of {@code report.json} as text. */
final class ReportTable {

    private final JsonNode report;
    private final PrintStream out;

    ReportTable(JsonNode report, PrintStream out) {
        this.report = report;
        this.out = out;
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private boolean isPlanned() {
        return report.has("memoryBytes");
    }

    private boolean isFpga() {
        return report.has("fpga");
    }

    /** Each layer of a Verilog design with its modules. */
    private void modules() {
        String format = "%3s  %-20s %-20s %-11s %12s %12s  %s";
        line(format, "#", "layer", "operation", "result", "accumulators", "clocks", "modules");
        int number = 0;
        for (JsonNode layer : report.get("layers")) {
            List<String> modules = new ArrayList<>();
            layer.get("modules").forEach(module -> modules.add(module.asText()));
            line(
                    format,
                    number++,
                    layer.get("name").asText(),
                    layer.get("operation").asText(),
                    layer.get("output").asText(),
                    layer.path("parallel").asText(""),
                    grouped(layer.get("clocks").asLong()),
                    String.join(", ", modules));
        }
    }

    /** Each layer with its kernel and its share of the cost. */
    void layers() {
        if (isFpga()) {
            modules();
            return;
        }
        if (!isPlanned()) {
            return;
        }
        long total = 0;
        for (JsonNode layer : report.get("layers")) {
            total += layer.path("predicted").asLong();
        }
        String format = "%3s  %-20s %-20s %-11s %-18s %10s %14s %7s";
        line(
                format,
                "#",
                "layer",
                "operation",
                "result",
                "kernel",
                "scratch",
                report.get("unit").asText(),
                "share");
        int number = 0;
        for (JsonNode layer : report.get("layers")) {
            boolean planned = layer.has("kernel");
            line(
                    format,
                    number++,
                    layer.get("name").asText(),
                    layer.get("operation").asText(),
                    layer.get("output").asText(),
                    layer.path("kernel").asText(""),
                    planned ? grouped(layer.get("scratchBytes").asLong()) : "",
                    grouped(layer.get("predicted").asLong()),
                    String.format(
                            Locale.ROOT,
                            "%.1f %%",
                            100.0 * layer.get("predicted").asLong() / Math.max(1, total)));
        }
        line("%-79s %10s %14s", "     predicted for a run", "", grouped(total));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Weights, flash, RAM, agreement with the real network, notes. */
    void totals() {
        line("Weights      %,d", report.path("weights").asLong());
        if (isPlanned()) {
            JsonNode code = report.path("codeBytesEstimated");
            long data = report.get("weightBytes").asLong() + report.get("constantBytes").asLong();
            line(
                    "Flash        %,d bytes estimated: %,d weights, %,d constants, %s",
                    data + code.asLong(),
                    report.get("weightBytes").asLong(),
                    report.get("constantBytes").asLong(),
                    code.isNumber()
                            ? grouped(code.asLong()) + " code"
                            : "code not measured for this core and left out");
            long memory = report.get("memoryBytes").asLong();
            long state = report.get("stateBytes").asLong();
            line(
                    "RAM          %,d bytes, input, scores and stack apart: %,d working memory, %,d state",
                    memory + state, memory, state);
        }
        JsonNode fpga = report.path("fpga");
        if (fpga.has("device")) {
            line(
                    "FPGA         %s: %,d logic cells (%,d look-up tables, %,d flip-flops), %,d block RAMs",
                    fpga.get("device").asText(),
                    fpga.get("logicCells").asLong(),
                    fpga.get("lookUpTables").asLong(),
                    fpga.get("flipFlops").asLong(),
                    fpga.get("blockRams").asLong());
            line(
                    "Speed        %,d clocks a frame at %.1f MHz: %,.0f frames a second",
                    fpga.get("clocksPerFrame").asLong(),
                    fpga.get("megahertz").asDouble(),
                    fpga.get("framesPerSecond").asDouble());
        } else if (isFpga()) {
            line(
                    "FPGA         %,d clocks a frame; estimated for iCE40 and not placed: %,d logic cells, %,d block RAMs",
                    fpga.get("clocksPerFrame").asLong(),
                    fpga.get("logicCellsEstimated").asLong(),
                    fpga.get("blockRamsEstimated").asLong());
        }
        JsonNode calibration = report.path("calibration");
        if (calibration.has("sameClass")) {
            line(
                    "Same class   %.2f %% of %,d calibration runs, integers against real numbers",
                    100 * calibration.get("sameClass").asDouble(),
                    calibration.get("runs").asLong());
        }
        for (JsonNode note : report.path("notes")) {
            line("Note         %s", note.asText());
        }
    }

    /** Why each kernel was chosen. */
    void reasons() {
        int number = 0;
        for (JsonNode layer : report.get("layers")) {
            if (layer.has("kernel")) {
                line(
                        "%3d  %s: %s, %s",
                        number,
                        layer.get("name").asText(),
                        layer.get("kernel").asText(),
                        layer.get("reason").asText());
            }
            number++;
        }
    }

    /** What lies where in the working memory. */
    void memory() {
        if (!isPlanned()) {
            return;
        }
        line("%-21s %-12s %s", "bytes", "operations", "what");
        for (JsonNode block : report.path("memory")) {
            long offset = block.get("offset").asLong();
            line(
                    "%,9d - %,9d %4d - %-5d %s of %d %s",
                    offset,
                    offset + block.get("bytes").asLong() - 1,
                    block.get("first").asInt(),
                    block.get("last").asInt(),
                    block.get("isScratch").asBoolean() ? "scratch" : "result",
                    block.get("operation").asInt(),
                    block.get("layer").asText());
        }
    }
}
