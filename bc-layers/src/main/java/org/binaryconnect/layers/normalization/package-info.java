/**
 * The input normalizations of the BinaryConnect paper's CIFAR-10 and SVHN networks (section 3.2 and
 * 3.3), which its authors took from pylearn2, as ND4J preprocessors: {@link
 * org.binaryconnect.layers.normalization.GlobalContrastNormalization}, {@link
 * org.binaryconnect.layers.normalization.ZcaWhitening}, {@link
 * org.binaryconnect.layers.normalization.LocalContrastNormalization}, and {@link
 * org.binaryconnect.layers.normalization.NormalizationChain} for several in a row.
 *
 * <p>Each goes wherever DL4J takes a {@code DataNormalization}: {@code fit(iterator)}, then {@code
 * iterator.setPreProcessor(normalization)}. DL4J's {@code ModelSerializer} saves and restores them
 * with a model; {@link org.binaryconnect.layers.normalization.ModelNormalization} does so in one
 * step and checks what it reads.
 *
 * <p>All of them change features in place, examples along dimension 0, of any floating-point type,
 * and leave labels alone. Pylearn2's preprocessors, {@code pylearn2.datasets.preprocessing}, are
 * the truth for every formula here. Uses ND4J only. May depend on no other package.
 */
package org.binaryconnect.layers.normalization;
