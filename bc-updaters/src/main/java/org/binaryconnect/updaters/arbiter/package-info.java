/**
 * Updaters in an Arbiter hyperparameter search: an optimizer with its learning rate over the
 * epochs, and the updaters of binary weights around it.
 *
 * <p>The only package that needs {@code arbiter-deeplearning4j}, which is an optional dependency: a
 * user of this package adds it. May depend on {@code bc-updaters}, its root package, and on {@code
 * schedule}.
 */
package org.binaryconnect.updaters.arbiter;
