/**
 * What training with binary layers needs beside the layers: labels for the squared hinge loss, and
 * batch normalization statistics that belong to the weights that are evaluated. Depends on DL4J
 * alone.
 */
package org.binaryconnect.layers.training;
