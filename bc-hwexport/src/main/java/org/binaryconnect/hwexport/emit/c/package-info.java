/**
 * C99 sources of a planned network. May depend on {@code emit}, {@code floating}, {@code integer},
 * {@code ir}, {@code kernels}, {@code model} and {@code plan}.
 */
package org.binaryconnect.hwexport.emit.c;
