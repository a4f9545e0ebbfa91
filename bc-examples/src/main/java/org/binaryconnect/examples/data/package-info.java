/**
 * The real data of the examples: fetches MNIST once, checks every file before use, and serves it to
 * Deeplearning4j in an order that depends on the seed and the epoch alone.
 *
 * <p>{@link org.binaryconnect.examples.data.ImageSets} are the other data sets of the paper,
 * CIFAR-10 and SVHN, which the user downloads, and Fashion-MNIST, as bytes in memory.
 *
 * <p>Files of a user's own, of the kinds that DL4J users have, are read by {@link
 * org.binaryconnect.examples.data.ExampleData}.
 *
 * <p>May depend on the JDK, DataVec, ND4J and the DL4J record-reader iterators, on Commons
 * Compress, which ND4J brings along, and on the MAT File Library; on nothing else of this project,
 * so that any example can use it.
 *
 * <p>Expected failures are {@link org.binaryconnect.examples.data.DataException}: one line that
 * names the file or command and says what to do.
 */
package org.binaryconnect.examples.data;
