/**
 * The search job: an Arbiter random search over the paper's network, from a space of candidates to
 * a ranking.
 *
 * <p>{@link org.binaryconnect.examples.search.SearchRun} runs any {@code MultiLayerSpace} with any
 * data source and score function; {@link org.binaryconnect.examples.search.SearchSpace}, {@link
 * org.binaryconnect.examples.search.Settings} and {@link
 * org.binaryconnect.examples.search.MnistSource} say what is searched. May depend on {@code data},
 * {@code mnist} and {@code bc-layers}.
 */
package org.binaryconnect.examples.search;
