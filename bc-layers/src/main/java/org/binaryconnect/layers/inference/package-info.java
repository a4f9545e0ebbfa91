/**
 * Answers of trained networks beyond those of one set of weights. May depend on {@code convert},
 * {@code network} and {@code weights}.
 */
package org.binaryconnect.layers.inference;
