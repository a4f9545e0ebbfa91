/**
 * Passes over the memory of weight-sized arrays: {@link
 * org.binaryconnect.updaters.arrays.Binarizer} is the only place that knows how a latent weight
 * becomes +1 or -1, {@link org.binaryconnect.updaters.arrays.Clipper} clips arrays, and {@link
 * org.binaryconnect.updaters.arrays.FloatPass} walks over them for the clip and the updaters. May
 * depend on ND4J alone.
 */
package org.binaryconnect.updaters.arrays;
