/**
 * Kernels on simulated cores: their counts, and the tables of the cost model. Depends on the
 * exporter.
 */
package org.binaryconnect.examples.bench.kernels;
