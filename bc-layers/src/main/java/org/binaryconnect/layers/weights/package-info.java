/**
 * Binary weights of a layer: the options that it has for them ({@link
 * org.binaryconnect.layers.weights.BinaryWeights}), which of its parameters they are, and the
 * arrays that it computes with. May depend on {@code bc-updaters}.
 */
package org.binaryconnect.layers.weights;
