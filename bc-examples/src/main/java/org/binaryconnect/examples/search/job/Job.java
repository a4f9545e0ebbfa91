package org.binaryconnect.examples.search.job;

import java.util.Map;
import org.binaryconnect.examples.search.data.DataSettings;
import org.binaryconnect.hwexport.kernels.Core;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A search as its job file declares it.
 *
 * @param identity what its results depend on: the whole file as JSON, but for the time limit of the
 *     search, which only says how far it comes
 * @param seed of candidates, and of initialization, shuffling and sampling in each
 * @param data to train, validate and test on
 * @param parameters that are searched, by name; their spaces are in {@code space}
 * @param space of networks
 * @param epochs of a candidate
 * @param generator of candidates
 * @param core that networks are planned for
 * @param objectives what is wanted
 * @param earlyStopping null for none
 * @param minutes of the whole search at most
 * @param candidateMinutes of one candidate at most
 * @param parallel candidates at a time
 * @param threads of each
 */
public record Job(
        String identity,
        long seed,
        DataSettings data,
        Map<String, ParameterSpace<?>> parameters,
        BaseNetworkSpace<?> space,
        int epochs,
        GeneratorSettings generator,
        Core core,
        Objectives objectives,
        EarlyStopping earlyStopping,
        int minutes,
        int candidateMinutes,
        int parallel,
        int threads) {

    /**
     * How many candidates before a candidate may still run when it is drawn. What is drawn, and
     * when it is stopped, depends on the results of all others before it and on no later ones, so
     * that it does not depend on which candidate happens to end first.
     */
    public int window() {
        return 2 * parallel;
    }
}
