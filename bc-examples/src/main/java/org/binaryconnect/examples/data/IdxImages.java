package org.binaryconnect.examples.data;

import java.nio.ByteBuffer;

/** IDX files of ten classes as sets of grey images, which share the files' bytes. */
final class IdxImages {

    private IdxImages() {}

    /**
     * The split of the BinaryConnect paper for MNIST: the last training images validate.
     *
     * @param training so many of the first training images remain
     * @throws IllegalArgumentException if labels do not belong to the images
     */
    static ImageSets split(
            Idx trainingImages, Idx trainingLabels, Idx testImages, Idx testLabels, int training) {
        ImageSet all = set(trainingImages, trainingLabels);
        return new ImageSets(
                all.range(0, training),
                all.range(training, all.count()),
                set(testImages, testLabels));
    }

    private static ImageSet set(Idx images, Idx labels) {
        int[] size = images.itemShape();
        return new ImageSet(
                ByteBuffer.wrap(images.items()),
                labels.items(),
                new ImageShape(1, size[0], size[1]),
                MnistData.CLASSES);
    }
}
