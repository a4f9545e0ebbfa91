package org.binaryconnect.examples.search;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a search says: one line a candidate, and the ranking. */
final class SearchReport {

    private static final String HEAD = "%4s  %9s  %16s  %10s  %5s  %13s  %-13s  %14s  %7s%n";

    private final PrintStream out;

    SearchReport(PrintStream out) {
        this.out = out;
    }

    void start(int candidates, int epochs, List<Integer> widths, Duration limit) {
        print(
                "Candidates: %d, epochs: %d, hidden layers: 3 of %s, learning rate: %.0e to %.0e, binarization: both, time limit: %s%n",
                candidates,
                epochs,
                String.join(" or ", widths.stream().map(String::valueOf).toList()),
                SearchSpace.LOWEST_LEARNING_RATE,
                SearchSpace.HIGHEST_LEARNING_RATE,
                TimeLimit.format(limit));
    }

    /**
     * @param listed results so far, this one included
     * @param left estimated seconds until the last result
     */
    void candidate(CandidateResult result, int listed, int total, double left) {
        Settings settings = result.settings();
        print(
                "%d/%d  candidate %d%s  %s  %.0f s  %.0f s left%n",
                listed,
                total,
                result.index(),
                settings == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "  width %d  learning rate %.2e  %s",
                                settings.width(),
                                settings.learningRate(),
                                lower(settings)),
                result.isComplete()
                        ? String.format(
                                Locale.ROOT, "validation error %.2f %%", 100 * result.score())
                        : "FAILED: " + result.failure(),
                result.seconds(),
                left);
    }

    /**
     * @param testError of the best candidate
     */
    void ranking(List<CandidateResult> ranking, double testError) {
        print("%n");
        print(
                HEAD,
                "rank",
                "candidate",
                "validation error",
                "test error",
                "width",
                "learning rate",
                "binarization",
                "binary weights",
                "seconds");
        for (int i = 0; i < ranking.size(); i++) {
            CandidateResult result = ranking.get(i);
            Settings settings = result.settings();
            print(
                    HEAD,
                    i + 1,
                    result.index(),
                    percent(result.score()),
                    i == 0 ? percent(testError) : "",
                    settings.width(),
                    String.format(Locale.ROOT, "%.2e", settings.learningRate()),
                    lower(settings),
                    String.format(Locale.ROOT, "%,d", settings.binaryWeights()),
                    Math.round(result.seconds()));
        }
    }

    /**
     * @param failures candidates without rank
     * @param notStarted candidates for which there was no time
     */
    void unranked(List<CandidateResult> failures, int notStarted) {
        for (CandidateResult result : failures) {
            print("Without rank: candidate %d: %s%n", result.index(), result.failure());
        }
        if (notStarted > 0) {
            print("Not started within the time limit: %d%n", notStarted);
        }
    }

    void files(SearchFolder folder) {
        print("%n%-10s %s%n%-10s %s%n", "Results", folder.results(), "Best model", folder.best());
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }

    private static String lower(Settings settings) {
        return settings.binarization().name().toLowerCase(Locale.ROOT);
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
