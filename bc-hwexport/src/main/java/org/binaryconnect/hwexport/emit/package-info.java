/**
 * Writes an integer network in the languages of its targets: C ({@link
 * org.binaryconnect.hwexport.emit.CSources}) and memory files for FPGAs ({@link
 * org.binaryconnect.hwexport.emit.MemoryFile}). C comes from the templates in {@code
 * resources/templates} and the runtime in {@code src/main/c}. Depends on {@code integer} and {@code
 * packing}.
 */
package org.binaryconnect.hwexport.emit;
