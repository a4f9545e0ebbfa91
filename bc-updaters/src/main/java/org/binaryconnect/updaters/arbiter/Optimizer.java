package org.binaryconnect.updaters.arbiter;

import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** ND4J's optimizers that have a learning rate, each with ND4J's defaults. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public enum Optimizer {
    SGD(Sgd::new),
    NESTEROVS(Nesterovs::new),
    ADAM(Adam::new),
    ADAMAX(AdaMax::new),
    AMSGRAD(AMSGrad::new),
    NADAM(Nadam::new),
    ADAGRAD(AdaGrad::new),
    RMSPROP(RmsProp::new);

    private final Supplier<IUpdater> newOptimizer;

    /** A new one: ND4J's optimizers can be changed. */
    IUpdater withDefaults() {
        return newOptimizer.get();
    }
}
