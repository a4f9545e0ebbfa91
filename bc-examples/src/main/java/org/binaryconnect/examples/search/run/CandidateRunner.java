package org.binaryconnect.examples.search.run;

import java.util.function.IntConsumer;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;

/** Where candidates are trained, one at a time. */
public interface CandidateRunner extends AutoCloseable {

    /**
     * Trains a candidate; every failure of it is in the result.
     *
     * @param epochDone is told the number of each epoch that ended, where that is known
     * @throws InterruptedException if {@link #close} was called
     */
    TrainedCandidate run(CandidateTask task, IntConsumer epochDone) throws InterruptedException;

    /** From any thread: ends a candidate that is running. */
    @Override
    void close();
}
