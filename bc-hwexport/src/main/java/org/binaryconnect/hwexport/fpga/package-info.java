/**
 * The design of a network as a chain of Verilog modules: which modules with which parameters and
 * memories, how many clocks each takes, what it costs, and how many accumulators it gets. May
 * depend on {@code integer}, {@code ir} and {@code packing}.
 */
package org.binaryconnect.hwexport.fpga;
