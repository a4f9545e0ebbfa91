package org.binaryconnect.examples.batches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.examples.data.ImageSet;
import org.binaryconnect.examples.data.ImageShape;
import org.binaryconnect.layers.normalization.GlobalContrastNormalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Seven images of 2x2 pixels in three channels; byte b of image i is 12 * i + b. */
class ImageExamplesTest {

    private static final int COUNT = 7;

    private static ImageSet images() {
        byte[] pixels = new byte[COUNT * 12];
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        for (int i = 0; i < COUNT; i++) {
            labels[i] = (byte) (i % 3);
        }
        return new ImageSet(ByteBuffer.wrap(pixels), labels, new ImageShape(3, 2, 2), 3);
    }

    @Test
    void aBatchHasPixelsInZeroToOneAndOneHotLabels() {
        DataSet batch = new OrderedBatches(ImageExamples.flat(images()), 5, 2).next();

        float[] second = new float[12];
        for (int b = 0; b < 12; b++) {
            second[b] = (12 + b) / 255f;
        }
        assertArrayEquals(second, batch.getFeatures().getRow(1).toFloatVector(), 1e-7f);
        assertArrayEquals(new float[] {0, 1, 0}, batch.getLabels().getRow(1).toFloatVector());
    }

    @Test
    void imagesKeepTheirShapeAndAreNormalized() {
        Examples raw = ImageExamples.images(images(), null);
        Examples normalized = ImageExamples.images(images(), new GlobalContrastNormalization(2));
        INDArray expected = new OrderedBatches(raw, COUNT, COUNT).next().getFeatures();
        new GlobalContrastNormalization(2).transform(expected);

        INDArray found = new OrderedBatches(normalized, COUNT, COUNT).next().getFeatures();

        assertArrayEquals(new long[] {COUNT, 3, 2, 2}, found.shape());
        assertEquals(expected, found);
    }

    /** The images of an epoch, by their first pixel. */
    private static List<Integer> order(ShuffledBatches batches, int epoch) {
        batches.setEpoch(epoch);
        List<Integer> order = new ArrayList<>();
        while (batches.hasNext()) {
            INDArray features = batches.next().getFeatures();
            for (int i = 0; i < features.size(0); i++) {
                order.add(Math.round(features.getFloat(i, 0) * 255) / 12);
            }
        }
        return order;
    }

    @Test
    void anEpochHasEachImageOnceInAnOrderOfItsSeedAndNumber() {
        Examples examples = ImageExamples.flat(images());
        List<Integer> first = order(new ShuffledBatches(examples, 3, 1), 0);

        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), first.stream().sorted().toList());
        assertEquals(first, order(new ShuffledBatches(examples, 2, 1), 0));
        assertNotEquals(first, order(new ShuffledBatches(examples, 3, 1), 1));
        assertNotEquals(first, order(new ShuffledBatches(examples, 3, 2), 0));
    }

    /** The last batch of an epoch is smaller, and has arrays of its own. */
    @Test
    void aBatchIsPutWhereTheLastOneOfItsSizeWas() {
        ShuffledBatches batches = new ShuffledBatches(ImageExamples.flat(images()), 3, 1);
        INDArray first = batches.next().getFeatures();
        assertSame(first, batches.next().getFeatures());
        INDArray last = batches.next().getFeatures();

        assertNotSame(first, last);
        assertEquals(1, last.size(0));
        assertFalse(batches.hasNext());
    }
}
