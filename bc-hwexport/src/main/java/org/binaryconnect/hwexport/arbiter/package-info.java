/**
 * What a network costs on a device as an objective of an Arbiter hyperparameter search.
 *
 * <p>The only package that needs {@code arbiter-deeplearning4j}, which is an optional dependency: a
 * user of this package adds it. May depend on {@code kernels}, {@code pipeline}, {@code read} and
 * {@code bc-layers}.
 */
package org.binaryconnect.hwexport.arbiter;
