/**
 * Bit-packed binary weights, as {@code FORMAT.md} specifies them: the only place that knows bit
 * order, polarity and padding. Depends on nothing.
 */
package org.binaryconnect.hwexport.packing;
