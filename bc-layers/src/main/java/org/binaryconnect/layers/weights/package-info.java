/**
 * Binary weights: how a latent weight becomes +1 or -1 ({@link
 * org.binaryconnect.layers.weights.Binarizer}, the only place that knows), and the options that a
 * layer has for it ({@link org.binaryconnect.layers.weights.BinaryWeights}). May depend on {@code
 * bc-updaters}.
 */
package org.binaryconnect.layers.weights;
