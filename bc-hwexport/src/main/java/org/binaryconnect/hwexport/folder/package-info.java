/**
 * Writes export folders, whole or not at all: C ({@code ExportWriter}) or Java ({@code
 * JavaExportWriter}) with self-test, build files, packed model, memory files for FPGAs and reports
 * for people and programs. All text comes from the templates in {@code resources/templates} and the
 * runtime in {@code src/main/c}. May depend on {@code emit}, {@code emit.c}, {@code emit.java},
 * {@code floating}, {@code integer}, {@code ir}, {@code kernels}, {@code model}, {@code packing},
 * {@code plan}, {@code quantize} and {@code toolchain}.
 */
package org.binaryconnect.hwexport.folder;
