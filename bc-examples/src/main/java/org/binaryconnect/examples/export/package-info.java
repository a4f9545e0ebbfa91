/**
 * The commands export, verify and inspect: any DL4J model file to a folder for firmware, FPGA or
 * the JVM, and back. May depend on {@code data} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.export;
