/**
 * Memories of FPGAs as text: the formats that simulators and the tools of FPGA vendors read. May
 * depend on {@code emit} and {@code packing}.
 */
package org.binaryconnect.hwexport.emit.memory;
