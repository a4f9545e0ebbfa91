package org.binaryconnect.examples.search.job;

import java.util.Set;
import org.binaryconnect.updaters.arbiter.BinaryConnectUpdaterSpace;
import org.binaryconnect.updaters.arbiter.BopSpace;
import org.binaryconnect.updaters.arbiter.OptimizerSpace;
import org.binaryconnect.updaters.arbiter.ProxQuantSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.learning.config.IUpdater;

/** The updaters of job files. */
final class Updaters {

    private Updaters() {}

    /**
     * @param epochs of a candidate, over which schedules fall
     */
    static ParameterSpace<IUpdater> read(JobValue section, Options options, int epochs) {
        try {
            return space(section, options, epochs);
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
            throw section.fault("is refused: %s", e.getMessage());
        }
    }

    private static ParameterSpace<IUpdater> space(JobValue section, Options options, int epochs) {
        JobValue type = section.get("type");
        return switch (type.text()) {
            case "BinaryConnectUpdater" ->
                    set(new BinaryConnectUpdaterSpace.Builder(), section, options).build();
            case "Bop" -> set(new BopSpace.Builder().epochs(epochs), section, options).build();
            case "ProxQuant" -> set(new ProxQuantSpace.Builder(), section, options).build();
            case "Optimizer" ->
                    set(new OptimizerSpace.Builder().epochs(epochs), section, options).build();
            default ->
                    throw type.fault(
                            "\"%s\" is no updater; there are BinaryConnectUpdater, Bop, ProxQuant, Optimizer",
                            type.text());
        };
    }

    private static <B> B set(B builder, JobValue section, Options options) {
        options.set(builder, section, Set.of("type"));
        return builder;
    }
}
