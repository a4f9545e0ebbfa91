/**
 * Verilog of a network from templates: its top module, test bench, scripts. May depend on {@code
 * emit}, {@code fpga}, {@code integer}, {@code ir} and {@code packing}.
 */
package org.binaryconnect.hwexport.emit.verilog;
