/**
 * The main job: the paper's permutation-invariant MNIST network, from data to firmware. May depend
 * on {@code data}, {@code recipe}, {@code training}, {@code bc-layers} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.mnist;
