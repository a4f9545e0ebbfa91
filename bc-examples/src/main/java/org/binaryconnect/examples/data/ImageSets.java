package org.binaryconnect.examples.data;

/**
 * A data set of images in its three parts, of one shape and with the same classes.
 *
 * @param training to train on
 * @param validation to choose the best epoch by
 * @param test to measure the chosen network with, once
 */
public record ImageSets(ImageSet training, ImageSet validation, ImageSet test) {

    /**
     * @throws IllegalArgumentException if the parts have different shapes or numbers of classes
     */
    public ImageSets {
        for (ImageSet part : new ImageSet[] {validation, test}) {
            if (!part.shape().equals(training.shape()) || part.classes() != training.classes()) {
                throw new IllegalArgumentException(
                        "the parts are of different data: %s of %d classes, and %s of %d"
                                .formatted(
                                        training.shape(),
                                        training.classes(),
                                        part.shape(),
                                        part.classes()));
            }
        }
    }
}
