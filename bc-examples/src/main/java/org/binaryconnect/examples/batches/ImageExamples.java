package org.binaryconnect.examples.batches;

import org.binaryconnect.examples.data.ImageSet;
import org.binaryconnect.updaters.arrays.FloatMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** Images with one-hot labels: bytes become floats when a batch is made. */
public final class ImageExamples implements Examples {

    private final ImageSet images;
    private final int classes;
    private final boolean isFlat;
    private final DataNormalization normalization;

    private ImageExamples(
            ImageSet images, int classes, boolean isFlat, DataNormalization normalization) {
        this.images = images;
        this.classes = classes;
        this.isFlat = isFlat;
        this.normalization = normalization;
    }

    /**
     * Features [batch, pixels], pixel / 255.
     *
     * @param classes labels are 0 to classes - 1
     */
    public static ImageExamples flat(ImageSet images, int classes) {
        return new ImageExamples(images, classes, true, null);
    }

    /**
     * Features [batch, channels, height, width].
     *
     * @param normalization is done to pixel / 255; null for none
     */
    public static ImageExamples images(
            ImageSet images, int classes, DataNormalization normalization) {
        return new ImageExamples(images, classes, false, normalization);
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public int inputs() {
        return images.channels() * images.height() * images.width();
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public Room room(int examples) {
        long[] shape =
                isFlat
                        ? new long[] {examples, inputs()}
                        : new long[] {examples, images.channels(), images.height(), images.width()};
        return new Room(
                Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape),
                Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', examples, classes),
                null,
                null);
    }

    @Override
    public DataSet take(int[] examples, Room to) {
        float[] features = new float[examples.length * inputs()];
        float[] labels = new float[examples.length * classes];
        for (int i = 0; i < examples.length; i++) {
            images.copy(examples[i], features, i * inputs());
            labels[i * classes + images.label(examples[i])] = 1;
        }
        FloatMemory.write(features, to.features());
        if (normalization != null) {
            normalization.transform(to.features());
        }
        FloatMemory.write(labels, to.labels());
        return new DataSet(to.features(), to.labels());
    }
}
