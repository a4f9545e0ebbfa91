/**
 * What a binary weight saves on an FPGA: the accumulate unit against multipliers. Depends on the
 * exporter's tool chain.
 */
package org.binaryconnect.examples.bench.fpga;
