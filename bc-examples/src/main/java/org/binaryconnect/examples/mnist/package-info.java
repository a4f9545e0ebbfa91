/**
 * The main job: the paper's permutation-invariant MNIST network, from its recipe to a run that can
 * be cut and continued. May depend on {@code data}, {@code bc-layers} and {@code bc-hwexport}.
 */
package org.binaryconnect.examples.mnist;
