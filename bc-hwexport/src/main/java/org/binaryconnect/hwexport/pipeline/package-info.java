/**
 * The whole export, its steps in order. May depend on {@code emit}, {@code emit.c}, {@code
 * emit.java}, {@code floating}, {@code folder}, {@code fpga}, {@code integer}, {@code ir}, {@code
 * kernels}, {@code plan}, {@code quantize}, {@code read} and {@code toolchain}.
 */
package org.binaryconnect.hwexport.pipeline;
