package org.binaryconnect.examples.search.run;

/** Where the candidates of a search are trained. */
public interface CandidateRunners extends AutoCloseable {

    /**
     * What trains one candidate at a time.
     *
     * @param slot from 0, less than the candidates at a time
     */
    CandidateRunner runner(int slot);

    @Override
    void close();
}
