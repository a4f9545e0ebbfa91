/**
 * Compilers, size tools and simulators: builds an export folder for a target, runs it, and reads
 * what it used. Every tool has a time limit. Knows the layout of the export folder. May depend on
 * {@code kernels}.
 */
package org.binaryconnect.hwexport.toolchain;
