/**
 * The integer network that a device runs, and its exact meaning: 8-bit activations, binary weights,
 * 32-bit accumulators, and a requantization that is stated to the bit. Whatever is emitted must
 * equal {@link org.binaryconnect.hwexport.integer.ReferenceInterpreter}. May depend on {@code
 * packing} and on the shapes and windows of {@code ir}.
 */
package org.binaryconnect.hwexport.integer;
