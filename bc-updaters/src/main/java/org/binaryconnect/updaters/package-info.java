/**
 * The BinaryConnect update of a binary layer's latent weights: {@code w <- clip(w + s * (step(w) -
 * w), -H, H)} (Courbariaux, Bengio, David 2015, Algorithm 1 and section 2.5).
 *
 * <p>One class for each part of the rule: {@link org.binaryconnect.updaters.StepScale} computes
 * {@code s}, {@link org.binaryconnect.updaters.BinaryConnectUpdater} applies it around any DL4J
 * optimizer, {@link org.binaryconnect.updaters.WeightClip} clips. {@link
 * org.binaryconnect.updaters.StepScaling} scales where the updater cannot be wrapped. Depends on
 * DL4J and ND4J alone; everything else in this project may depend on it.
 */
package org.binaryconnect.updaters;
