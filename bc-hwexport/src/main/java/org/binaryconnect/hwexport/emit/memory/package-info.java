/**
 * Memories as text, for the tools that read them. May depend on {@code emit} and {@code packing}.
 */
package org.binaryconnect.hwexport.emit.memory;
