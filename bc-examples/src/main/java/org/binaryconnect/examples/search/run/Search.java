package org.binaryconnect.examples.search.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.examples.search.job.Job;

/** Runs a job: some candidates at a time, each stored as it ends. */
public final class Search {

    private final Job job;
    private final SearchFolder folder;
    private final SearchProgress progress;
    private final Draws draws;
    private final int resumed;
    private final double resumedSeconds;
    private final List<CandidateRunner> runners = new ArrayList<>();
    private double busySeconds;
    private double slotSeconds;

    /**
     * @param folder open; candidates in it are not trained again
     */
    public Search(Job job, SearchData data, SearchFolder folder, SearchProgress progress)
            throws IOException {
        this.job = job;
        this.folder = folder;
        this.progress = progress;
        var stored = folder.stored();
        resumed = stored.size();
        resumedSeconds =
                stored.values().stream().mapToDouble(CandidateResult::seconds).sum()
                        / job.parallel();
        draws = new Draws(job, data, stored, this::endedUntrained);
    }

    /**
     * What a search found.
     *
     * @param results by index
     * @param isTimeOver whether candidates are missing because the time was over
     * @param overhead the part of the time of this run, slot by slot, that was spent neither in
     *     {@code fit} nor in evaluating; NaN if nothing was trained
     * @param trainedSeconds of this run, slot by slot
     */
    public record Outcome(
            List<CandidateResult> results,
            boolean isTimeOver,
            double overhead,
            double trainedSeconds) {}

    /**
     * Runs until all candidates are finished or the time is over; what earlier runs took counts.
     *
     * @param where candidates are trained
     * @throws IOException if a result cannot be stored
     */
    public Outcome run(CandidateRunners where) throws IOException, InterruptedException {
        progress.start(job, resumed, draws);
        for (int slot = 0; slot < job.parallel(); slot++) {
            runners.add(where.runner(slot));
        }
        ExecutorService threads = Executors.newFixedThreadPool(job.parallel());
        try (TimeLimit time = new TimeLimit(left(), this::stop)) {
            List<Future<?>> slots = new ArrayList<>();
            for (CandidateRunner each : runners) {
                slots.add(threads.submit(() -> work(each)));
            }
            for (Future<?> slot : slots) {
                slot.get();
            }
            double overhead = slotSeconds == 0 ? Double.NaN : 1 - busySeconds / slotSeconds;
            return new Outcome(draws.results(), time.isOver(), overhead, slotSeconds);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            stop();
            threads.shutdownNow();
            progress.end();
        }
    }

    private Duration left() {
        return Duration.ofMinutes(job.minutes()).minusMillis((long) (1000 * resumedSeconds));
    }

    /** From any thread: ends the search; candidates that are running are not finished. */
    public void stop() {
        draws.end();
        runners.forEach(CandidateRunner::close);
    }

    private Void work(CandidateRunner runner) throws IOException {
        long start = System.nanoTime();
        try {
            for (Draws.Work work = draws.next(); work != null; work = draws.next()) {
                long begin = System.nanoTime();
                TrainedCandidate outcome =
                        runner.run(work.drawn().task(work.stopAbove()), progress::epochDone);
                long end = System.nanoTime();
                CandidateResult result = work.drawn().result(outcome, (end - begin) / 1e9);
                folder.store(result, outcome.model());
                draws.finished(result);
                progress.finished(result);
                count(result, (System.nanoTime() - start) / 1e9);
                start = System.nanoTime();
            }
        } catch (InterruptedException e) {
            return null; // Stopped: the candidate is not finished.
        } catch (IOException | RuntimeException e) {
            stop();
            throw e;
        }
        return null;
    }

    private synchronized void count(CandidateResult result, double seconds) {
        busySeconds += result.fitSeconds() + result.evaluateSeconds();
        slotSeconds += seconds;
    }

    private void endedUntrained(CandidateResult result) {
        try {
            folder.store(result, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.finished(result);
    }
}
