/**
 * The running layers behind the configurations of {@code conf}: DL4J's own, given binarized weights
 * where they ask for weights, and a faster batch normalization. Users meet them only in stack
 * traces and summaries. May depend on {@code weights} and {@code bc-updaters}.
 */
package org.binaryconnect.layers.runtime;
