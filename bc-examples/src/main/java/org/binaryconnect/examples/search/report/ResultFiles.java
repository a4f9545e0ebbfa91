package org.binaryconnect.examples.search.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.binaryconnect.examples.Checkpoint;
import org.binaryconnect.examples.page.PlotPage;
import org.binaryconnect.examples.search.run.CandidateResult;
import org.binaryconnect.examples.search.run.SearchFolder;

/**
 * Writes what a search found: CSV, JSON, one HTML page that needs nothing else, the best network.
 */
public final class ResultFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultFiles() {}

    /** Writes all files; each is replaced in one step. */
    public static void write(SearchResults results, SearchFolder folder) throws IOException {
        Checkpoint.save(csv(results), folder.file("results.csv"));
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(results));
        Checkpoint.save(json + "\n", folder.file("results.json"));
        Checkpoint.save(html(results, json), folder.file("report.html"));
        if (results.best().isPresent()) {
            Path best = folder.file("best.zip");
            Files.copy(
                    folder.model(results.best().get().index()),
                    Checkpoint.part(best),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(Checkpoint.part(best), best, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String csv(SearchResults results) throws IOException {
        StringWriter out = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
            csv.printRecord(Columns.names(results));
            for (CandidateResult result : results.ordered()) {
                csv.printRecord(Columns.cells(results, result));
            }
        }
        return out.toString();
    }

    private static Map<String, Object> json(SearchResults results) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("core", results.job().core().title());
        root.put("unit", results.job().core().unit());
        root.put("seed", results.job().seed());
        root.put("best", results.best().map(CandidateResult::index).orElse(null));
        Map<String, Long> limits = new TreeMap<>();
        results.job()
                .objectives()
                .costs()
                .forEach(
                        (metric, cost) -> {
                            if (cost.limit() != Long.MAX_VALUE) {
                                limits.put(metric.name().toLowerCase(Locale.ROOT), cost.limit());
                            }
                        });
        root.put("limits", limits);
        root.put("parameters", results.job().parameters().keySet());
        List<Object> candidates = new ArrayList<>();
        for (CandidateResult result : results.ordered()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("result", result);
            one.put("finalist", results.finalists().get(result.index()));
            candidates.add(one);
        }
        root.put("candidates", candidates);
        return root;
    }

    private static String html(SearchResults results, String json) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("core", results.job().core().title());
        values.put("columns", Columns.names(results));
        values.put(
                "rows",
                results.ordered().stream()
                        .map(
                                result ->
                                        Map.of(
                                                "cells",
                                                Columns.cells(results, result),
                                                "isBest",
                                                results.best().map(result::equals).orElse(false)))
                        .toList());
        return PlotPage.render("search/report.html", "/search/report.js", json, values);
    }
}
