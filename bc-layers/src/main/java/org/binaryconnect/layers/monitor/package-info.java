/**
 * Watching binary weights while they train: how many change sign, how many sit at the clip, how far
 * they are from +1 and -1, and a warning when they stop learning. {@link
 * org.binaryconnect.layers.monitor.BinaryWeightsListener} is the way in. May depend on {@code
 * network}, {@code weights} and {@code bc-updaters}.
 */
package org.binaryconnect.layers.monitor;
