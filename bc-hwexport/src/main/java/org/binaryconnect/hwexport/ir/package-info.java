/**
 * The intermediate representation: a network as immutable nodes over real numbers, independent of
 * DL4J and of any target. May depend on {@code packing}.
 */
package org.binaryconnect.hwexport.ir;
