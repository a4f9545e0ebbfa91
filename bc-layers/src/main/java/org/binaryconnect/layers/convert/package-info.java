/**
 * Binary weights for networks that exist already, and back: {@link
 * org.binaryconnect.layers.convert.BinaryConversion} makes a network's layers binary, {@link
 * org.binaryconnect.layers.convert.BinaryRetrofit} keeps DL4J's layer classes, and {@link
 * org.binaryconnect.layers.convert.Freezing} gives a plain DL4J network that holds the signs. May
 * depend on {@code conf}, {@code network}, {@code training}, {@code weights} and {@code
 * bc-updaters}.
 */
package org.binaryconnect.layers.convert;
