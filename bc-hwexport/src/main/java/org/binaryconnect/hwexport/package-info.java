/**
 * From a trained network to firmware, in steps that each have a package: {@code read} (DL4J to
 * intermediate representation), {@code ir}, {@code quantize} (batch-norm folding, calibration,
 * integers), {@code integer} (the integer network and its reference interpreter), {@code emit} (C
 * and memory files), {@code toolchain} (compilers and simulators), and {@code pipeline}, which runs
 * them in order. Here is only what they share: the exception, and whole folders.
 *
 * <p>Only {@code read} sees DL4J.
 */
package org.binaryconnect.hwexport;
