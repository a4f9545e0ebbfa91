/**
 * The kernels of the C runtime as Java sees them: names, weight layouts, working memory, measured
 * costs. May depend on {@code floating}, {@code integer}, {@code ir} and {@code packing}.
 */
package org.binaryconnect.hwexport.kernels;
