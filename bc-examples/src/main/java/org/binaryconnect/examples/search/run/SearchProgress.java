package org.binaryconnect.examples.search.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.binaryconnect.examples.training.Progress;

/**
 * Tells how far a search is: a line for each candidate, with the best so far and the time left, and
 * on a terminal a bar of epochs.
 */
public final class SearchProgress {

    private final PrintStream out;
    private final boolean isTerminal;
    private Job job;
    private Draws draws;
    private ProgressBar bar;
    private int trainedHere;
    private long start;

    /** Reports to standard output. */
    public SearchProgress() {
        this(System.out, System.console() != null);
    }

    /**
     * @param isTerminal whether a bar is shown
     */
    public SearchProgress(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    void start(Job job, int resumed, Draws draws) {
        this.job = job;
        this.draws = draws;
        start = System.nanoTime();
        if (resumed > 0) {
            print(
                    "Going on: %d candidates are finished already (--restart begins anew)%n",
                    resumed);
        }
        if (isTerminal) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("epochs")
                            .setInitialMax(-1)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(500)
                            .clearDisplayOnFinish()
                            .build();
        }
    }

    void epochDone(int epoch) {
        if (bar != null) {
            bar.step();
        }
    }

    void finished(CandidateResult result) {
        if (result.status() != Status.INFEASIBLE) { // They cost nothing and can be many.
            // Asked before this is locked: draws tell of candidates while they are locked.
            print(result, draws.results());
        }
    }

    private synchronized void print(CandidateResult result, List<CandidateResult> all) {
        trainedHere++;
        String what =
                switch (result.status()) {
                    case FAILED -> "FAILED: " + result.failure();
                    case STOPPED ->
                            "stopped after epoch %d at %s"
                                    .formatted(result.errors().size(), percent(result.error()));
                    default -> "validation error " + percent(result.error());
                };
        int done = (int) all.stream().filter(CandidateResult::isTrained).count();
        print(
                "%3d%s  candidate %-4d %s  %s  %s  %.0f s  %s%s%n",
                done,
                total() == Integer.MAX_VALUE ? "" : "/" + total(),
                result.index(),
                what,
                result.cost() == null ? "" : result.cost(),
                result.parameters(),
                result.seconds(),
                best(all),
                left(done));
    }

    private int total() {
        return job.generator().candidates();
    }

    private String best(List<CandidateResult> all) {
        return Ranking.best(job.objectives(), all)
                .map(best -> "best %s (%d)".formatted(percent(best.error()), best.index()))
                .orElse("no best yet");
    }

    private String left(int done) {
        if (total() == Integer.MAX_VALUE) {
            return "";
        }
        double each = (System.nanoTime() - start) / 1e9 / trainedHere;
        long seconds = Math.round(each * (total() - done));
        return "  " + Progress.format(Duration.ofSeconds(seconds)) + " left";
    }

    void end() {
        if (bar != null) {
            bar.close();
        }
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
