package org.binaryconnect.examples.search.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.binaryconnect.examples.search.run.CandidateResult;

/** The columns of tables of candidates, each with its name and a cell for every candidate. */
final class Columns {

    private Columns() {}

    static List<String> names(SearchResults results) {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "candidate",
                                "status",
                                "front",
                                "validation error %",
                                "test error %",
                                "exported test error %",
                                "flash",
                                "measured flash",
                                "ram",
                                "instructions"));
        names.addAll(results.job().parameters().keySet());
        names.addAll(List.of("epochs", "seconds", "reason"));
        return names;
    }

    /** Empty where there is nothing to tell. */
    static List<String> cells(SearchResults results, CandidateResult result) {
        Finalist finalist = results.finalists().get(result.index());
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(result.index()));
        cells.add(result.status().name().toLowerCase(Locale.ROOT));
        cells.add(finalist == null ? "" : "*");
        cells.add(result.errors().isEmpty() ? "" : percent(result.error()));
        cells.add(finalist == null ? "" : percent(finalist.testError()));
        cells.add(finalist == null ? "" : percent(finalist.exportedTestError()));
        cells.add(result.cost() == null ? "" : Long.toString(result.cost().flash()));
        cells.add(
                finalist == null || finalist.measuredFlash() == null
                        ? ""
                        : finalist.measuredFlash().toString());
        cells.add(result.cost() == null ? "" : Long.toString(result.cost().ram()));
        cells.add(result.cost() == null ? "" : Long.toString(result.cost().instructions()));
        cells.addAll(result.parameters().values());
        cells.add(Integer.toString(result.errors().size()));
        cells.add(String.format(Locale.ROOT, "%.1f", result.seconds()));
        cells.add(result.failure() == null ? "" : result.failure());
        return cells;
    }

    private static String percent(Double fraction) {
        return fraction == null ? "" : String.format(Locale.ROOT, "%.2f", 100 * fraction);
    }
}
