/**
 * Writes an integer network as one Java source file without dependencies, for the JVM and Android
 * ({@link org.binaryconnect.hwexport.emit.java.JavaSource}). The text comes from the templates in
 * {@code resources/templates/java}. May depend on {@code emit}, {@code integer}, {@code ir} and
 * {@code packing}.
 */
package org.binaryconnect.hwexport.emit.java;
