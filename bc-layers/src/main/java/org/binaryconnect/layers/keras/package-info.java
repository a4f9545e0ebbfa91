/**
 * Import of Keras models with larq's quantized layers: {@link
 * org.binaryconnect.layers.keras.LarqLayers#register()} once, then DL4J's {@code KerasModelImport}
 * as for any Keras model. Models without larq's layers need nothing of this package.
 *
 * <p>The only package that needs {@code deeplearning4j-modelimport} and HDF5's library, which are
 * optional dependencies: a user of this package adds them. May depend on {@code convert}, {@code
 * weights} and {@code bc-updaters}.
 */
package org.binaryconnect.layers.keras;
