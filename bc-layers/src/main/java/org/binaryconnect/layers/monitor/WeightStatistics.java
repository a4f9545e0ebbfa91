package org.binaryconnect.layers.monitor;

/**
 * One weight matrix of a binary layer at the beginning of an iteration: after the clip that ended
 * the iteration before, the very weights that this iteration computes with.
 *
 * @param network 0 for the first network that a listener sees, 1 for the second, …; the workers of
 *     a {@code ParallelWrapper} are networks of their own
 * @param iteration the network's iteration count
 * @param layer DL4J's name of the layer or vertex; {@code layer0}, … if it has none
 * @param parameter the matrix's name in the network's parameter table, such as {@code 0_W}
 * @param weights number of weights, at least 1
 * @param flipRatio share of weights, 0 to 1, whose sign (0 counts as +1) is another one than at the
 *     report before; NaN in a network's first report. What changed sign twice in between counts as
 *     unchanged
 * @param saturation share of weights, 0 to 1, with {@code |w| >= } {@value #SATURATED}{@code H}
 * @param distance mean of {@code |w - b|} in units of H, where b is the binary weight on the scale
 *     of w: H or -H, in a layer with channel scale that scale or its negative. 0: all real weights
 *     are binary ones. Without channel scale it is at most 1, for weights of 0, unless there is no
 *     clip, and 0.5 for weights that are uniform in [-H, H]
 * @param beyondClip share of weights, 0 to 1, with {@code |w| > } {@value #BEYOND}{@code H}: 0 if
 *     the weights are clipped
 */
public record WeightStatistics(
        int network,
        int iteration,
        String layer,
        String parameter,
        long weights,
        double flipRatio,
        double saturation,
        double distance,
        double beyondClip) {

    /** In units of H: from here on a weight counts as one at the clip. */
    public static final double SATURATED = 0.95;

    /**
     * In units of H: from here on a weight counts as one that no clip holds. Not 1, because
     * gradient sharing between workers adds small steps after the clip.
     */
    public static final double BEYOND = 1.05;
}
