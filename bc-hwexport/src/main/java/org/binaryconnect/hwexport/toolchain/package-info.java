/**
 * Compilers, size tools and simulators: builds an export folder for a target, runs it, and reads
 * what it used. Every tool has a time limit. Depends on nothing but the layout of the export
 * folder.
 */
package org.binaryconnect.hwexport.toolchain;
