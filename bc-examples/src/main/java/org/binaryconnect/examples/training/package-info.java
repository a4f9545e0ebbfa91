/**
 * A training run that can be cut at any moment and goes on with the same command. May depend on
 * {@code recipe}, {@code batches}, {@code data} and {@code bc-layers}.
 */
package org.binaryconnect.examples.training;
