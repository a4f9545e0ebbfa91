/**
 * How binary weights are updated.
 *
 * <p>What a user sets in place of an optimizer is a {@link
 * org.binaryconnect.updaters.BinaryWeightsUpdater}: {@link
 * org.binaryconnect.updaters.BinaryConnectUpdater}, {@link org.binaryconnect.updaters.Bop} or
 * {@link org.binaryconnect.updaters.ProxQuant}. Binary layers ask it for the updater of each weight
 * matrix.
 *
 * <p>The update of BinaryConnect (Courbariaux, Bengio, David 2015, Algorithm 1 and section 2.5) is
 * {@code w <- clip(w + s * (step(w) - w), -H, H)}, with one class for each part of it: {@link
 * org.binaryconnect.updaters.StepScale} computes {@code s}, {@link
 * org.binaryconnect.updaters.ScaledUpdater} applies it, {@link
 * org.binaryconnect.updaters.WeightClip} clips. {@link org.binaryconnect.updaters.StepScaling}
 * scales where the updater cannot be chosen.
 *
 * <p>May depend on {@code arrays}, DL4J and ND4J; everything else in this project may depend on it.
 */
package org.binaryconnect.updaters;
