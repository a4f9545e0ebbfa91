/**
 * The network with 32-bit floating-point activations that a device runs (W1A32), and its exact
 * meaning: every addition and multiplication is one of IEEE 754 single precision, in a stated
 * order. Whatever is emitted must equal {@link
 * org.binaryconnect.hwexport.floating.FloatInterpreter} to the bit. {@link
 * org.binaryconnect.hwexport.floating.FloatConversion} makes it from real numbers. May depend on
 * {@code integer}, {@code ir}, {@code packing} and {@code quantize}.
 */
package org.binaryconnect.hwexport.floating;
