package org.binaryconnect.layers.keras;

/**
 * A weight matrix of a larq layer.
 *
 * @param parameter DL4J's name
 * @param quantizerField the field of the layer's configuration that has its quantizer
 * @param constraintField the field that has its constraint
 */
record Kernel(String parameter, String quantizerField, String constraintField) {}
