/**
 * The packed model file: an integer network as one binary file, whose SHA-256 is the network's
 * identity; FORMAT.md specifies it byte by byte. May depend on {@code integer}, {@code packing},
 * and the shapes and windows of {@code ir}.
 */
package org.binaryconnect.hwexport.model;
