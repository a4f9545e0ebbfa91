/**
 * The figures of the paper, as PNG files and as one page, drawn from what trainings left: {@link
 * org.binaryconnect.examples.paper.figures.Figures}. The inputs know nothing of training. May
 * depend on {@code page}, JFreeChart and Jackson.
 *
 * <p>Figures 1 to 3 of "BinaryConnect: Training Deep Neural Networks with binary weights during
 * propagations", Courbariaux, Bengio and David 2015.
 */
package org.binaryconnect.examples.paper.figures;
