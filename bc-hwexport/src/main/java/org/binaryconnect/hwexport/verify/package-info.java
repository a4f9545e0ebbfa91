/**
 * An export folder, read back: whether its files belong together, and whether what was compiled
 * from it gives the reference's scores. May depend on {@code emit.java}, {@code emit.verilog},
 * {@code folder}, {@code integer}, {@code model} and {@code toolchain}.
 */
package org.binaryconnect.hwexport.verify;
