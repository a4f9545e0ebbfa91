package org.binaryconnect.hwexport.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.binaryconnect.hwexport.fpga.Block;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.Implementation;
import org.binaryconnect.hwexport.fpga.Resources;
import org.binaryconnect.hwexport.fpga.Stage;

/** The numbers of a design, for {@code report.json}, {@code report.html} and the README. */
final class FpgaReport {

    private final FpgaDesign design;
    private final Implementation implementation;
    private final Resources estimate;

    /**
     * @param implementation null if nothing was placed
     */
    FpgaReport(FpgaDesign design, Implementation implementation) {
        this.design = design;
        this.implementation = implementation;
        this.estimate = Resources.of(design);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** For programs; without an implementation the estimate of an iCE40. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clocksPerFrame", design.clocks());
        if (implementation == null) {
            json.put("logicCellsEstimated", estimate.logicCells());
            json.put("blockRamsEstimated", estimate.blockRams());
            return json;
        }
        json.put("device", implementation.device());
        json.put("logicCells", implementation.logicCells());
        json.put("lookUpTables", implementation.lookUpTables());
        json.put("flipFlops", implementation.flipFlops());
        json.put("blockRams", implementation.blockRams());
        json.put("megahertz", implementation.megahertz());
        json.put("framesPerSecond", implementation.framesPerSecond(design));
        return json;
    }

    /** What is added to the entry of an operation in {@code report.json}. */
    Map<String, Object> json(int operation) {
        Stage stage = design.stages().get(operation);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("modules", stage.blocks().stream().map(Block::module).toList());
        json.put("clocks", stage.clocks());
        for (Block block : stage.blocks()) {
            if (block.parameters().containsKey("PARALLEL")) {
                json.put("parallel", block.parameters().get("PARALLEL"));
            }
            if (block.parameters().containsKey("DIGIT")) {
                boolean isPipelined = block.module().equals("bc_requantize_pipeline");
                json.put(
                        "multiplierBitsAClock",
                        block.parameters().get(isPipelined ? "MULTIPLIER_BITS" : "DIGIT"));
            }
        }
        return json;
    }

    /** For people. */
    List<Map<String, Object>> facts() {
        List<Map<String, Object>> facts = new ArrayList<>();
        if (implementation == null) {
            fact(facts, "Clocks a frame", text("%,d", design.clocks()));
            fact(
                    facts,
                    "Estimated for iCE40",
                    text(
                            "%,d logic cells, %,d block RAMs of 4,096 bits",
                            estimate.logicCells(), estimate.blockRams()));
            return facts;
        }
        fact(facts, "Device", implementation.device());
        fact(
                facts,
                "Logic cells",
                text(
                        "%,d of %,d",
                        implementation.logicCells(), implementation.logicCellsAvailable()));
        fact(facts, "Look-up tables", text("%,d", implementation.lookUpTables()));
        fact(facts, "Flip-flops", text("%,d", implementation.flipFlops()));
        fact(
                facts,
                "Block RAMs of 4,096 bits",
                text(
                        "%,d of %,d",
                        implementation.blockRams(), implementation.blockRamsAvailable()));
        fact(facts, "Clock, after place and route", text("%.1f MHz", implementation.megahertz()));
        fact(facts, "Clocks a frame", text("%,d", design.clocks()));
        fact(
                facts,
                "Frames a second at that clock",
                text("%,.0f", implementation.framesPerSecond(design)));
        return facts;
    }

    private static void fact(List<Map<String, Object>> facts, String fact, String value) {
        facts.add(Map.of("fact", fact, "value", value));
    }

    /** One row an operation. */
    List<Map<String, Object>> layers() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Stage stage : design.stages()) {
            Map<String, Object> json = json(stage.number());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("number", stage.number());
            row.put("layer", stage.operation().name());
            row.put("operation", stage.operation().getClass().getSimpleName());
            row.put("shape", stage.operation().output().shape().toString());
            row.put(
                    "modules",
                    stage.blocks().stream().map(Block::module).collect(Collectors.joining(", ")));
            row.put("parallel", json.getOrDefault("parallel", ""));
            row.put("clocks", text("%,d", stage.clocks()));
            row.put("share", text("%.1f", 100.0 * stage.clocks() / design.clocks()));
            rows.add(row);
        }
        return rows;
    }
}
