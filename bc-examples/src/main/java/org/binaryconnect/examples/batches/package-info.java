/**
 * Minibatches of examples in memory, in an order that depends on a seed and the epoch alone. May
 * depend on {@code examples.data} and {@code bc-updaters}.
 */
package org.binaryconnect.examples.batches;
