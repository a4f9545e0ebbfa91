/**
 * What training with binary layers needs beside the layers: labels for the squared hinge loss, and
 * batch normalization statistics that belong to the weights that are evaluated. May depend on
 * {@code network}, {@code weights} and {@code bc-updaters}.
 */
package org.binaryconnect.layers.training;
