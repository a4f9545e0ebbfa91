package org.binaryconnect.hwexport.plan;

import org.binaryconnect.hwexport.kernels.KernelChoice;

/**
 * The kernel of one operation with weights.
 *
 * @param choice the kernel
 * @param cost predicted, in the core's unit
 * @param reason one line: why this one
 */
public record Decision(KernelChoice choice, long cost, String reason) {}
