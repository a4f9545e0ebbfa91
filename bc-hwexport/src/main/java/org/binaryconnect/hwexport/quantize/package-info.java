/**
 * The passes from real numbers to integers: folding ({@link
 * org.binaryconnect.hwexport.quantize.AffineFolding}), activation ranges from data ({@link
 * org.binaryconnect.hwexport.quantize.Calibration}), integers ({@link
 * org.binaryconnect.hwexport.quantize.Quantizer}). Depends on {@code ir} and {@code integer}.
 */
package org.binaryconnect.hwexport.quantize;
