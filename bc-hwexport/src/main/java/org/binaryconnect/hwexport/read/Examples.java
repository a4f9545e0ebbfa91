package org.binaryconnect.hwexport.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Examples as inputs of a network: what calibration, golden vectors and comparisons take. Steps of
 * a sequence that its mask leaves out are left out, and so are examples without any other step.
 *
 * @param inputs [examples][runs][elements]; one run an example unless these are sequences
 * @param labels [examples][runs] classes; {@link #NO_LABEL} where there is none
 */
public record Examples(double[][][] inputs, int[][] labels) {

    /** A run that belongs to no class that is known. */
    public static final int NO_LABEL = -1;

    /**
     * The shape of one example, as {@link ModelReader} takes it; the iterator is at its start again
     * afterwards.
     *
     * @throws ExportException if the iterator is empty or cannot be reset
     */
    public static long[] featureShape(DataSetIterator iterator) {
        if (!iterator.resetSupported()) {
            throw new ExportException(
                    "The iterator cannot be reset; copy its data sets into one that can");
        }
        iterator.reset();
        if (!iterator.hasNext()) {
            throw empty();
        }
        long[] shape = iterator.next().getFeatures().shape();
        iterator.reset();
        return Arrays.copyOfRange(shape, 1, shape.length);
    }

    private static ExportException empty() {
        return new ExportException("The data set is empty; give some hundred typical inputs");
    }

    /**
     * Reads examples until the iterator's end or a limit.
     *
     * @param limit largest number of examples
     * @throws ExportException if there is none, or one of another size, or a value is not finite
     */
    public static Examples read(DataSetIterator iterator, FeatureOrder order, int limit) {
        List<double[][]> inputs = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        if (iterator.resetSupported()) {
            iterator.reset();
        }
        int number = 0;
        while (inputs.size() < limit && iterator.hasNext()) {
            DataSet batch = iterator.next();
            int count = (int) batch.getFeatures().size(0);
            for (int e = 0; e < count && inputs.size() < limit; e++, number++) {
                double[][] all = order.inputs(batch.getFeatures(), e);
                requireFinite(all, number);
                int[] classes = classes(batch, e, all.length);
                int[] kept = order.isSequence() ? kept(batch, e, all.length) : new int[] {0};
                if (kept.length > 0) {
                    inputs.add(Arrays.stream(kept).mapToObj(t -> all[t]).toArray(double[][]::new));
                    labels.add(Arrays.stream(kept).map(t -> classes[t]).toArray());
                }
            }
        }
        if (inputs.isEmpty()) {
            throw empty();
        }
        return new Examples(inputs.toArray(double[][][]::new), labels.toArray(int[][]::new));
    }

    private static void requireFinite(double[][] runs, int example) {
        for (double[] run : runs) {
            for (double value : run) {
                if (!Double.isFinite(value)) {
                    throw new ExportException(
                            "Example %d (counted from 0) holds %s; remove or repair it"
                                    .formatted(example, value));
                }
            }
        }
    }

    /** The steps that the mask keeps. */
    private static int[] kept(DataSet batch, int example, int steps) {
        INDArray mask = batch.getFeaturesMaskArray();
        int[] kept = new int[steps];
        int count = 0;
        for (int t = 0; t < steps; t++) {
            if (mask == null || mask.getDouble(example, t) != 0) {
                kept[count++] = t;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** The class of each step; labels without steps belong to the last one that is not masked. */
    private static int[] classes(DataSet batch, int example, int steps) {
        int[] classes = new int[steps];
        Arrays.fill(classes, NO_LABEL);
        INDArray labels = batch.getLabels();
        if (labels == null || labels == batch.getFeatures()) {
            return classes;
        }
        if (labels.rank() == 3 && labels.size(2) == steps) {
            INDArray mask = batch.getLabelsMaskArray();
            for (int t = 0; t < steps; t++) {
                if (mask == null || mask.getDouble(example, t) != 0) {
                    classes[t] = largest(labels.slice(example).getColumn(t));
                }
            }
        } else if (labels.rank() == 2) {
            int[] kept = kept(batch, example, steps);
            if (kept.length > 0) {
                classes[kept[kept.length - 1]] = largest(labels.getRow(example));
            }
        }
        return classes;
    }

    /** The class of each run of an example, also of those that are masked. */
    public static int[] classes(DataSet batch, int example) {
        INDArray features = batch.getFeatures();
        INDArray labels = batch.getLabels();
        boolean steps = features.rank() == 3 && labels != null && labels.rank() == 3;
        return classes(batch, example, steps ? (int) features.size(2) : 1);
    }

    private static int largest(INDArray scores) {
        double[] values = scores.dup().reshape(scores.length()).toDoubleVector();
        if (values.length == 1) {
            return values[0] >= 0.5 ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    public int count() {
        return inputs.length;
    }

    /** Whether any run has a class. */
    public boolean hasLabels() {
        return Arrays.stream(labels).flatMapToInt(Arrays::stream).anyMatch(c -> c != NO_LABEL);
    }

    /** The first examples, at most as many as there are. */
    public Examples first(int count) {
        int n = Math.min(count, inputs.length);
        return new Examples(Arrays.copyOf(inputs, n), Arrays.copyOf(labels, n));
    }

    /** Every sequence cut to the length of the shortest. */
    public Examples ofEqualLength() {
        int steps = Arrays.stream(inputs).mapToInt(runs -> runs.length).min().orElseThrow();
        return new Examples(
                Arrays.stream(inputs)
                        .map(runs -> Arrays.copyOf(runs, steps))
                        .toArray(double[][][]::new),
                Arrays.stream(labels).map(l -> Arrays.copyOf(l, steps)).toArray(int[][]::new));
    }
}
