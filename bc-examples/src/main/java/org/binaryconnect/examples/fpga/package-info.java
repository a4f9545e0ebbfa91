/**
 * MNIST networks that fit a small FPGA: training, export, placement, and simulation of the Verilog.
 */
package org.binaryconnect.examples.fpga;
