package org.binaryconnect.examples.search.data;

/**
 * Where a search's examples are; travels as JSON to whatever trains a candidate.
 *
 * @param mnist folder of the MNIST files; null if the others are given
 * @param training null for MNIST
 * @param validation null for MNIST
 * @param test null for MNIST, and for none
 * @param batch examples of a minibatch
 */
public record DataSettings(String mnist, Part training, Part validation, Part test, int batch) {

    /**
     * One file, or folder of files.
     *
     * @param place JSON path of its section, for messages
     * @param file as {@code ExampleData} reads it
     * @param labels IDX file; null for none
     * @param labelColumn of a CSV file; null for none
     * @param shape of an example; null for that of the file
     */
    public record Part(
            String place, String file, String labels, Integer labelColumn, long[] shape) {}
}
