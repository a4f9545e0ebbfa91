package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** IDX files as data sets: images as flat vectors of byte / 255, labels one-hot. */
final class IdxData {

    private static final float LARGEST = 255f;

    private IdxData() {}

    /**
     * @param labels null for none
     * @throws DataException if a file is damaged, or there are not as many labels as images
     */
    static List<DataSet> read(Path images, Path labels, int batch) throws IOException {
        Idx pixels = Idx.images(images);
        Idx classes = null;
        if (labels != null) {
            if (!Files.isRegularFile(labels)) {
                throw new DataException("Labels " + labels + " do not exist", "name an IDX file");
            }
            classes = Idx.labels(labels);
            if (classes.count() != pixels.count()) {
                throw new DataException(
                        "%s has %d labels, but %s has %d images"
                                .formatted(labels, classes.count(), images, pixels.count()),
                        "give the labels of these images");
            }
        }
        int outcomes = classes == null ? 0 : outcomes(classes);
        List<DataSet> batches = new ArrayList<>();
        for (int first = 0; first < pixels.count(); first += batch) {
            int end = Math.min(pixels.count(), first + batch);
            batches.add(range(pixels, classes, outcomes, first, end));
        }
        return batches;
    }

    /**
     * A range of examples as one data set, its labels as wide as the classes of all.
     *
     * @param first of the range
     * @param end the one behind the last
     */
    static DataSet all(Idx pixels, Idx classes, int first, int end) {
        return range(pixels, classes, outcomes(classes), first, end);
    }

    private static DataSet range(Idx pixels, Idx classes, int outcomes, int first, int end) {
        DataSet data = new DataSet();
        data.setFeatures(Nd4j.create(features(pixels, first, end)));
        if (classes != null) {
            int[] numbers = new int[end - first];
            for (int e = first; e < end; e++) {
                numbers[e - first] = classes.get(e, 0);
            }
            data.setLabels(OneHot.of(numbers, outcomes));
        }
        return data;
    }

    private static float[][] features(Idx pixels, int first, int end) {
        float[][] features = new float[end - first][pixels.itemLength()];
        for (int e = first; e < end; e++) {
            for (int i = 0; i < pixels.itemLength(); i++) {
                features[e - first][i] = pixels.get(e, i) / LARGEST;
            }
        }
        return features;
    }

    private static int outcomes(Idx classes) {
        int largest = 1;
        for (int e = 0; e < classes.count(); e++) {
            largest = Math.max(largest, classes.get(e, 0));
        }
        return largest + 1;
    }
}
