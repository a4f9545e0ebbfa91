/**
 * Layer configurations with binary weights. Each extends the DL4J configuration that it stands for,
 * has its options and defaults, and adds those of {@link
 * org.binaryconnect.layers.weights.BinaryWeights}. May depend on {@code weights}, {@code runtime}
 * and {@code bc-updaters}.
 */
package org.binaryconnect.layers.conf;
