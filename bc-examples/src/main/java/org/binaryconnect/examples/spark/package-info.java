/**
 * Training on Spark: the context that every Spark job of the project gets, and data-parallel
 * training of a network with binary weights.
 *
 * <p>Spark is on the class path of the commands that need it only, so {@link
 * org.binaryconnect.examples.spark.SparkCommand}, which every command line knows, names no class of
 * Spark's in its fields and methods. May depend on {@code data}, {@code mnist} and {@code
 * bc-layers}.
 */
package org.binaryconnect.examples.spark;
