package org.binaryconnect.examples.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells how far a training is: one line an epoch, and on a terminal a bar within the epoch. */
public final class Progress {

    private final PrintStream out;
    private final boolean isTerminal;
    private final int furtherEpochs;
    private double seconds;
    private int epochs;

    /** Reports to standard output. */
    public Progress() {
        this(0);
    }

    /**
     * Reports to standard output on one of several trainings.
     *
     * @param furtherEpochs of those that come after it
     */
    public Progress(int furtherEpochs) {
        this(System.out, System.console() != null, furtherEpochs);
    }

    Progress(PrintStream out, boolean isTerminal, int furtherEpochs) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.furtherEpochs = furtherEpochs;
    }

    void resumed(int done, int total, Path folder) {
        if (done >= total) {
            out.printf("%s holds all %d epochs already (--restart begins anew)%n", folder, total);
        } else {
            out.printf(
                    "Going on after epoch %d of %d in %s (--restart begins anew)%n",
                    done, total, folder);
        }
    }

    /** A step after the training, which takes seconds. */
    public void step(String what) {
        out.println(what);
    }

    /** A running epoch; closing it removes the bar. */
    final class Epoch implements AutoCloseable {

        private final ProgressBar bar;

        private Epoch(int epoch, int total, int batches) {
            bar =
                    isTerminal
                            ? new ProgressBarBuilder()
                                    .setTaskName("epoch %d/%d".formatted(epoch, total))
                                    .setInitialMax(batches)
                                    .setStyle(ProgressBarStyle.ASCII)
                                    .setUpdateIntervalMillis(500)
                                    .clearDisplayOnFinish()
                                    .build()
                            : null;
        }

        void step() {
            if (bar != null) {
                bar.step();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }

    Epoch startEpoch(int epoch, int total, int batches) {
        return new Epoch(epoch, total, batches);
    }

    void epochDone(EpochMetrics epoch, EpochMetrics best, int total) {
        seconds += epoch.seconds();
        epochs++;
        out.printf(
                Locale.ROOT,
                "epoch %2d/%d  loss %.4f  validation error %.2f %%  best %.2f %% (epoch %d)  %.0f s  %s left%s%n",
                epoch.epoch(),
                total,
                epoch.trainingLoss(),
                100 * epoch.validationError(),
                100 * best.validationError(),
                best.epoch(),
                epoch.seconds(),
                left(total - epoch.epoch()),
                furtherEpochs == 0
                        ? ""
                        : ", %s in all".formatted(left(total - epoch.epoch() + furtherEpochs)));
    }

    private String left(int epochsLeft) {
        return format(Duration.ofSeconds(Math.round(seconds / epochs * epochsLeft)));
    }

    public static String format(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : "%d s".formatted(duration.toSeconds());
    }
}
