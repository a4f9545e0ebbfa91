package org.binaryconnect.examples.search;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.task.TaskListener;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Ends the training of the candidate that is running when the search's time is over: Arbiter itself
 * would wait for it.
 */
final class TimeLimit implements TaskListener {

    private static final long serialVersionUID = 1L;

    private final long deadline;
    private final String message;

    /**
     * @param limit from now
     */
    TimeLimit(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        message = "stopped: the time limit of the search, %s, is over".formatted(format(limit));
    }

    /** In minutes if they are whole, else in seconds. */
    static String format(Duration duration) {
        long milliseconds = duration.toMillis();
        return milliseconds > 0 && milliseconds % 60_000 == 0
                ? duration.toMinutes() + " min"
                : TimeUnit.MILLISECONDS.toSeconds(milliseconds) + " s";
    }

    boolean isOver() {
        return System.nanoTime() - deadline >= 0;
    }

    String message() {
        return message;
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's interface
    public <T extends Model> T preProcess(T model, Candidate candidate) {
        model.addListeners(new Check());
        return model;
    }

    @Override
    @SuppressWarnings("rawtypes") // Arbiter's interface
    public void postProcess(Model model, Candidate candidate) {}

    private final class Check extends BaseTrainingListener {

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            if (isOver()) {
                throw new IllegalStateException(message);
            }
        }
    }
}
