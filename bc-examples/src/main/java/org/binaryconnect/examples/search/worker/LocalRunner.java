package org.binaryconnect.examples.search.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.data.DataSettings;
import org.binaryconnect.examples.search.run.CandidateRunner;
import org.binaryconnect.examples.search.run.TimeLimit;

/**
 * Candidates on this computer. A worker that dies is replaced and its candidate tried once more, as
 * a crash may have nothing to do with it; the second time it has failed.
 */
public final class LocalRunner implements CandidateRunner {

    private static final int ATTEMPTS = 2;

    private final DataSettings data;
    private final int threads;
    private final Duration limit;
    private final Path log;
    private WorkerProcess worker;
    private boolean isClosed;

    /**
     * @param threads of a candidate
     * @param limit of a candidate
     * @param log receives what libraries print
     */
    public LocalRunner(DataSettings data, int threads, Duration limit, Path log) {
        this.data = data;
        this.threads = threads;
        this.limit = limit;
        this.log = log;
    }

    @Override
    public TrainedCandidate run(CandidateTask task, IntConsumer epochDone)
            throws InterruptedException {
        String failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (TimeLimit time = new TimeLimit(limit, this::kill)) {
                try {
                    return worker().run(task, epochDone);
                } catch (IOException e) {
                    failure = ended(e);
                }
                if (time.isOver()) {
                    return TrainedCandidate.tookTooLong(limit);
                }
            }
        }
        return TrainedCandidate.failed(failure);
    }

    private synchronized void kill() {
        if (worker != null) {
            worker.close();
        }
    }

    private synchronized WorkerProcess worker() throws IOException, InterruptedException {
        requireOpen();
        if (worker == null) {
            worker = new WorkerProcess(data, threads, log);
        }
        return worker;
    }

    private synchronized String ended(IOException cause) throws InterruptedException {
        requireOpen();
        if (worker == null) {
            return "no process could be started (%s)".formatted(cause.getMessage());
        }
        int code = worker.exitCode();
        worker.close();
        worker = null;
        return "its process ended twice, with code %d; %s has what it printed".formatted(code, log);
    }

    private void requireOpen() throws InterruptedException {
        if (isClosed) {
            throw new InterruptedException("closed");
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        kill();
    }
}
