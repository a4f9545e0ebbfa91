/**
 * Writes export folders, whole or not at all: C ({@code ExportWriter}), Java ({@code
 * JavaExportWriter}) or Verilog ({@code FpgaExportWriter}) with self-test, build files, packed
 * model and reports for people and programs. All text comes from the templates in {@code
 * resources/templates}, the runtime in {@code src/main/c} and the modules in {@code
 * src/main/verilog}. May depend on {@code emit}, {@code emit.c}, {@code emit.java}, {@code
 * emit.memory}, {@code emit.verilog}, {@code floating}, {@code fpga}, {@code integer}, {@code ir},
 * {@code kernels}, {@code model}, {@code packing}, {@code plan}, {@code quantize} and {@code
 * toolchain}.
 */
package org.binaryconnect.hwexport.folder;
