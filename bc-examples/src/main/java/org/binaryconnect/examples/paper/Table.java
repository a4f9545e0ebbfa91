package org.binaryconnect.examples.paper;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.binaryconnect.examples.training.Errors;

/** The table with which an experiment ends. */
final class Table {

    private static final String LINE = "%-34s %-14s %-12s %-16s %-22s %-16s %6s %8s %8s%n";

    private Table() {}

    /**
     * @param results for each row one with each seed
     */
    static void print(PrintStream out, List<Row> rows, List<List<RunResult>> results) {
        out.printf(
                LINE,
                "test error",
                "paper",
                "best known",
                "ours",
                "each seed",
                "ours, 1 bit",
                "epochs",
                "min/run",
                "ms/iter");
        for (int i = 0; i < rows.size(); i++) {
            print(out, rows.get(i), results.get(i));
        }
    }

    private static void print(PrintStream out, Row row, List<RunResult> results) {
        Errors errors = new Errors(results.stream().mapToDouble(RunResult::testError).toArray());
        boolean isBinary = results.stream().allMatch(result -> result.signError() != null);
        double minutes =
                results.stream().mapToDouble(RunResult::seconds).average().orElseThrow() / 60;
        double milliseconds =
                results.stream()
                        .mapToDouble(RunResult::iterationMilliseconds)
                        .average()
                        .orElseThrow();
        out.printf(
                LINE,
                row.title(),
                row.paper(),
                row.known(),
                errors.summary(),
                errors.list(),
                isBinary ? ofSigns(results).summary() : "-",
                row.recipe().epochs(),
                String.format(Locale.ROOT, "%.1f", minutes),
                String.format(Locale.ROOT, "%.1f", milliseconds));
    }

    private static Errors ofSigns(List<RunResult> results) {
        return new Errors(results.stream().mapToDouble(RunResult::signError).toArray());
    }
}
