/**
 * Bit-packed binary weights, as {@code FORMAT.md} specifies them: the only place that knows bit
 * order, polarity and padding. May depend on no other package.
 */
package org.binaryconnect.hwexport.packing;
