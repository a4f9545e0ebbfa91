/**
 * From a trained network to firmware, in steps that each have a package: {@code read} (DL4J to
 * intermediate representation), {@code ir}, {@code quantize} (batch-norm folding, calibration,
 * integers), {@code integer} (the integer network and its reference interpreter), {@code kernels}
 * and {@code plan} (how it is computed in C), {@code emit} (sources), {@code folder} (whole export
 * folders), {@code toolchain} (compilers and simulators), {@code pipeline}, which runs them in
 * order, and {@code arbiter}, which scores by what a network costs on a device.
 *
 * <p>Only {@code read} and {@code arbiter} see DL4J. Here is only what they share: the exception,
 * and trees of files. May depend on no other package.
 */
package org.binaryconnect.hwexport;
