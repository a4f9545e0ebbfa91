/**
 * Binary layers in an Arbiter hyperparameter search: a layer space for each binary layer, with
 * every option of the DL4J layer and of {@link org.binaryconnect.layers.weights.BinaryWeights}
 * searchable, blocks of layers that are repeated, and a score that is true for batch-normalized
 * binary networks.
 *
 * <p>The only package that needs {@code arbiter-deeplearning4j}, which is an optional dependency: a
 * user of this package adds it. May depend on {@code conf}, {@code weights} and {@code training}.
 */
package org.binaryconnect.layers.arbiter;
