package org.binaryconnect.updaters;

import java.util.Optional;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * An updater that knows binary weights from all other parameters. Set it as any updater of DL4J's,
 * for a whole network, a layer, or by fine-tuning: to biases, batch normalization, gains and layers
 * with real weights it is {@link #getOptimizer()}, and binary layers ask it for the updater of each
 * of their weight matrices.
 */
public interface BinaryWeightsUpdater extends IUpdater {

    /** The updater of everything but binary weights. */
    IUpdater getOptimizer();

    /**
     * The updater of a weight matrix.
     *
     * @param matrix the fans and the layout of its parameter
     */
    IUpdater forWeights(MatrixUpdate matrix);

    /**
     * What turns the step of {@link #forWeights} into the final one, where that depends on the
     * weights: DL4J's updaters never see them, its regularizations do.
     *
     * @param matrix the fans and the layout of its parameter
     * @return empty if the step is final
     */
    default Optional<Regularization> afterStep(MatrixUpdate matrix) {
        return Optional.empty();
    }

    /**
     * Whether layers compute with real weights while they are trained, because the updater pulls
     * these to +1 and -1.
     */
    default boolean trainsRealWeights() {
        return false;
    }

    /**
     * Whether weights have a size that l1, l2 or weight decay could shrink; if not, layers with
     * such a regularization are refused.
     */
    default boolean hasLatentWeights() {
        return true;
    }

    /** An updater as one that knows binary weights: as it is, or as the paper's. */
    static BinaryWeightsUpdater of(IUpdater updater) {
        return updater instanceof BinaryWeightsUpdater binary
                ? binary
                : new BinaryConnectUpdater(updater);
    }
}
