package org.binaryconnect.examples.search.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.binaryconnect.examples.search.run.CandidateResult;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.binaryconnect.examples.search.run.SearchFolder;

/** Prints what a search found. */
public final class ResultTable {

    private static final int MOST_ROWS = 40;

    private ResultTable() {}

    public static void print(SearchResults results, SearchFolder folder, PrintStream out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Columns.names(results));
        results.ordered().stream()
                .filter(CandidateResult::isComplete)
                .limit(MOST_ROWS)
                .forEach(result -> rows.add(Columns.cells(results, result)));
        out.println();
        printAligned(rows, out);
        out.printf(
                Locale.ROOT,
                "%nComplete %d, stopped early %d, beyond a limit %d, failed %d; * is on the Pareto front%n",
                results.count(Status.COMPLETE),
                results.count(Status.STOPPED),
                results.count(Status.INFEASIBLE),
                results.count(Status.FAILED));
        results.ordered().stream()
                .filter(result -> result.status() == Status.FAILED)
                .forEach(
                        result ->
                                out.printf(
                                        "Candidate %d failed: %s%n",
                                        result.index(), result.failure()));
        if (!Double.isNaN(results.outcome().overhead())) {
            out.printf(
                    Locale.ROOT,
                    "Overhead %.2f %%: of %.0f s in all slots, what was neither training nor evaluation%n",
                    100 * results.outcome().overhead(),
                    results.outcome().trainedSeconds());
        }
        if (results.outcome().isTimeOver()) {
            out.println("limits.minutes is over: candidates are missing");
        }
        out.printf(
                "Results      %s, %s, %s%n",
                folder.file("report.html"),
                folder.file("results.csv"),
                folder.file("results.json"));
        if (results.best().isPresent()) {
            out.printf(
                    "Best model   %s; ./bc export %s --target %s --calibrate DATA --out FOLDER makes firmware of it%n",
                    folder.file("best.zip"), folder.file("best.zip"), results.job().core().id());
        }
    }

    private static void printAligned(List<List<String>> rows, PrintStream out) {
        int columns = rows.get(0).size() - 1; // Complete candidates have no reason.
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(" ".repeat(widths[c] - row.get(c).length()))
                        .append(row.get(c))
                        .append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
