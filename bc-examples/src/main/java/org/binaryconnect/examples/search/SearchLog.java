package org.binaryconnect.examples.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.BaseStatusListener;

/**
 * Collects the results of a search, each candidate once, and reports each as it comes.
 *
 * <p>Arbiter tells of a complete candidate from the thread that trained it, of a failed one only by
 * the runner's list of states, and of one that could not be made from the runner's thread.
 */
final class SearchLog extends BaseStatusListener {

    private static final String CAUSE = "Caused by: ";
    private static final Pattern EXCEPTION =
            Pattern.compile("(?:[\\w$]+\\.)+([\\w$]+)(?:: (.+)|: ?)?");

    private final MultiLayerSpace space;
    private final int total;
    private final SearchFolder folder;
    private final TimeLimit limit;
    private final SearchReport report;
    private final Map<Integer, CandidateResult> results = new TreeMap<>();
    private final long start = System.nanoTime();
    private boolean closed;

    SearchLog(
            MultiLayerSpace space,
            int total,
            SearchFolder folder,
            TimeLimit limit,
            SearchReport report) {
        this.space = space;
        this.total = total;
        this.folder = folder;
        this.limit = limit;
        this.report = report;
    }

    synchronized boolean isFull() {
        return results.size() >= total;
    }

    /** In the order in which the candidates were drawn. */
    synchronized List<CandidateResult> results() {
        return List.copyOf(results.values());
    }

    @Override
    public void onCandidateStatusChange(
            CandidateInfo info, IOptimizationRunner runner, OptimizationResult result) {
        if (info.getCandidateStatus() == CandidateStatus.Failed) {
            fail(info, info.getExceptionStackTrace());
        } else if (info.getCandidateStatus() == CandidateStatus.Complete) {
            if (result.getResultReference() == null) {
                fail(info, "The network could not be written to " + folder.model(info.getIndex()));
            } else if (!Double.isFinite(info.getScore())) {
                fail(info, "The score is " + info.getScore());
            } else {
                list(
                        CandidateResult.complete(
                                info.getIndex(), settings(info), info.getScore(), seconds(info)));
            }
        }
    }

    @Override
    public void onRunnerStatusChange(IOptimizationRunner runner) {
        for (CandidateInfo info : runner.getCandidateStatus()) {
            switch (info.getCandidateStatus()) {
                case Failed -> fail(info, info.getExceptionStackTrace());
                    // Listed long since, unless this listener failed in the candidate's thread,
                    // where Arbiter only logs it.
                case Complete -> fail(info, "The result could not be recorded");
                default -> {}
            }
        }
    }

    /** Whoever has not finished by now was stopped by the time limit. */
    @Override
    public void onShutdown(IOptimizationRunner runner) {
        onRunnerStatusChange(runner);
        for (CandidateInfo info : runner.getCandidateStatus()) {
            fail(info, limit.message());
        }
        synchronized (this) {
            closed = true;
        }
    }

    private void fail(CandidateInfo info, String stackTrace) {
        if (!isListed(info)) {
            try {
                folder.storeFailure(info.getIndex(), stackTrace);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            list(
                    CandidateResult.failed(
                            info.getIndex(), settings(info), seconds(info), reason(stackTrace)));
        }
    }

    private synchronized boolean isListed(CandidateInfo info) {
        return closed || results.containsKey(info.getIndex());
    }

    /** A candidate that its thread finishes after the end of the search is too late. */
    private synchronized void list(CandidateResult result) {
        if (!closed) {
            results.put(result.index(), result);
            double elapsed = (System.nanoTime() - start) / 1e9;
            double left = elapsed / results.size() * (total - results.size());
            report.candidate(result, results.size(), total, left);
        }
    }

    /** Null if the space gives no configuration for this candidate. */
    private Settings settings(CandidateInfo info) {
        DL4JConfiguration configuration;
        try {
            configuration = space.getValue(info.getFlatParams());
        } catch (RuntimeException e) {
            return null;
        }
        return Settings.of(configuration.getMultiLayerConfiguration());
    }

    private static double seconds(CandidateInfo info) {
        if (info.getStartTime() == null) {
            return 0;
        }
        long end = info.getEndTime() == null ? System.currentTimeMillis() : info.getEndTime();
        return (end - info.getStartTime()) / 1e3;
    }

    /**
     * The message of the exception at the bottom of a stack trace, or its class if it has none;
     * other text as it is.
     */
    static String reason(String stackTrace) {
        String last = "";
        for (String line : stackTrace.lines().toList()) {
            if (last.isEmpty() || line.startsWith(CAUSE)) {
                last = line;
            }
        }
        last = last.startsWith(CAUSE) ? last.substring(CAUSE.length()) : last;
        Matcher exception = EXCEPTION.matcher(last);
        if (!exception.matches()) {
            return last;
        }
        return exception.group(2) == null ? exception.group(1) : exception.group(2);
    }
}
