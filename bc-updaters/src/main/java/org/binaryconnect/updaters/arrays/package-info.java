/**
 * Passes over the memory of weight-sized arrays: {@link
 * org.binaryconnect.updaters.arrays.Binarizer} is the only place that knows how a latent weight
 * becomes +1 or -1, {@link org.binaryconnect.updaters.arrays.Clipper} the only one that clips.
 * {@link org.binaryconnect.updaters.arrays.FloatPass} walks over arrays for both, and for the
 * updaters. May depend on ND4J alone.
 */
package org.binaryconnect.updaters.arrays;
