package org.binaryconnect.examples.search.worker;

import java.time.Duration;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.run.CandidateRunner;
import org.binaryconnect.examples.search.run.CandidateRunners;
import org.binaryconnect.examples.search.run.SearchFolder;

/**
 * Candidates in processes on this computer.
 *
 * @param folder receives what libraries print
 */
public record LocalRunners(Job job, SearchFolder folder) implements CandidateRunners {

    @Override
    public CandidateRunner runner(int slot) {
        return new LocalRunner(
                job.data(),
                job.threads(),
                Duration.ofMinutes(job.candidateMinutes()),
                folder.file("worker-%d.log".formatted(slot + 1)));
    }

    /** Each runner ends its own process. */
    @Override
    public void close() {}
}
