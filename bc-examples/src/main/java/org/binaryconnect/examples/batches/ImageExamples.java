package org.binaryconnect.examples.batches;

import org.binaryconnect.examples.data.ImageSet;
import org.binaryconnect.examples.data.ImageShape;
import org.binaryconnect.updaters.arrays.FloatMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** Images with one-hot labels: bytes become floats when a batch is made. */
public final class ImageExamples implements Examples {

    private final ImageSet images;
    private final boolean isFlat;
    private final DataNormalization normalization;

    private ImageExamples(ImageSet images, boolean isFlat, DataNormalization normalization) {
        this.images = images;
        this.isFlat = isFlat;
        this.normalization = normalization;
    }

    /** Features [batch, pixels], pixel / 255. */
    public static ImageExamples flat(ImageSet images) {
        return new ImageExamples(images, true, null);
    }

    /**
     * Features [batch, channels, height, width].
     *
     * @param normalization is done to pixel / 255; null for none
     */
    public static ImageExamples images(ImageSet images, DataNormalization normalization) {
        return new ImageExamples(images, false, normalization);
    }

    @Override
    public int count() {
        return images.count();
    }

    @Override
    public int inputs() {
        return images.shape().length();
    }

    @Override
    public int outputs() {
        return images.classes();
    }

    @Override
    public Room room(int examples) {
        ImageShape image = images.shape();
        long[] shape =
                isFlat
                        ? new long[] {examples, image.length()}
                        : new long[] {examples, image.channels(), image.height(), image.width()};
        return new Room(
                Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape),
                Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', examples, outputs()),
                null,
                null);
    }

    @Override
    public DataSet take(int[] examples, Room to) {
        float[] features = new float[examples.length * inputs()];
        float[] labels = new float[examples.length * outputs()];
        for (int i = 0; i < examples.length; i++) {
            images.copy(examples[i], features, i * inputs());
            labels[i * outputs() + images.label(examples[i])] = 1;
        }
        FloatMemory.write(features, to.features());
        if (normalization != null) {
            normalization.transform(to.features());
        }
        FloatMemory.write(labels, to.labels());
        return new DataSet(to.features(), to.labels());
    }
}
