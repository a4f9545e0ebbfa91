package org.binaryconnect.examples.search.run;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;

/** The time limit of one candidate while it runs. */
public final class CandidateLimit implements AutoCloseable {

    private final Duration limit;
    private final Timer timer = new Timer("time limit of a candidate", true);
    private volatile boolean isOver;

    /**
     * @param end ends the candidate once the time is over
     */
    public CandidateLimit(Duration limit, Runnable end) {
        this.limit = limit;
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        isOver = true;
                        end.run();
                    }
                },
                limit.toMillis());
    }

    public boolean isOver() {
        return isOver;
    }

    /** What becomes of a candidate whose time is over. */
    public TrainedCandidate failure() {
        return TrainedCandidate.failed(
                "took more than the %d min of limits.candidateMinutes"
                        .formatted(limit.toMinutes()));
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
