/**
 * Reads a DL4J model into the intermediate representation: the only package here that sees training
 * classes. Depends on {@code ir}, {@code packing} and {@code bc-layers}.
 */
package org.binaryconnect.hwexport.read;
