/**
 * A network's layers and weight matrices, whichever of DL4J's two network classes it is and
 * whatever wrappers its layers have. May depend on {@code weights} and {@code bc-updaters}.
 */
package org.binaryconnect.layers.network;
