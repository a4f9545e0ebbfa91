/**
 * Reads a DL4J model into the intermediate representation: the only package here that sees training
 * classes. {@link org.binaryconnect.hwexport.read.ModelReader} is the way in; {@code ModelParts}
 * brings both classes of networks into one sequence of parts, a class for each family of layers
 * reads a part, and {@code Assembly} collects the nodes. {@link
 * org.binaryconnect.hwexport.read.Examples} brings data of any {@code DataSetIterator}. May depend
 * on {@code ir}, {@code packing}, {@code bc-layers} and {@code bc-updaters}.
 */
package org.binaryconnect.hwexport.read;
