/**
 * The passes from real numbers to integers: folding ({@link
 * org.binaryconnect.hwexport.quantize.AffineFolding}), activation ranges from data ({@link
 * org.binaryconnect.hwexport.quantize.Calibration}), integers ({@link
 * org.binaryconnect.hwexport.quantize.Quantizer}), and what that did to each value ({@link
 * org.binaryconnect.hwexport.quantize.QuantizationReport}). May depend on {@code integer}, {@code
 * ir} and {@code packing}.
 */
package org.binaryconnect.hwexport.quantize;
