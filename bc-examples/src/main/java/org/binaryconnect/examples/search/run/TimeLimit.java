package org.binaryconnect.examples.search.run;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Ends something that runs once its time is over. */
public final class TimeLimit implements AutoCloseable {

    private final Timer timer = new Timer("time limit", true);
    private volatile boolean isOver;

    /**
     * @param limit from now; the past is now
     * @param end is called once, in a thread of its own, unless this is closed before
     */
    public TimeLimit(Duration limit, Runnable end) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        isOver = true;
                        end.run();
                    }
                },
                Math.max(0, limit.toMillis()));
    }

    public boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
