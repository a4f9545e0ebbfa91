package org.binaryconnect.examples.export;

import java.util.Locale;
import org.binaryconnect.hwexport.read.Examples;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * How often the largest score is that of the label.
 *
 * @param right number of labels that were met
 * @param all number of labels
 */
public record Accuracy(long right, long all) {

    /**
     * Of scores.
     *
     * @param scores [examples][runs][scores]
     * @param labels [examples][runs]
     */
    public static Accuracy of(int[][][] scores, int[][] labels) {
        long right = 0;
        long all = 0;
        for (int e = 0; e < labels.length; e++) {
            for (int t = 0; t < labels[e].length; t++) {
                if (labels[e][t] != Examples.NO_LABEL) {
                    all++;
                    right += largest(scores[e][t]) == labels[e][t] ? 1 : 0;
                }
            }
        }
        return new Accuracy(right, all);
    }

    private static int largest(int[] scores) {
        if (scores.length == 1) {
            return scores[0] >= 0 ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** Of a model of DL4J, by its own output. */
    static Accuracy of(Model model, DataSetIterator iterator) {
        long right = 0;
        long all = 0;
        iterator.reset();
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            DataSet answers = new DataSet(batch.getFeatures(), output(model, batch));
            answers.setFeaturesMaskArray(batch.getFeaturesMaskArray());
            answers.setLabelsMaskArray(batch.getLabelsMaskArray());
            for (int e = 0; e < batch.numExamples(); e++) {
                int[] labels = Examples.classes(batch, e);
                int[] found = Examples.classes(answers, e);
                for (int t = 0; t < labels.length; t++) {
                    if (labels[t] != Examples.NO_LABEL) {
                        all++;
                        right += found[t] == labels[t] ? 1 : 0;
                    }
                }
            }
        }
        return new Accuracy(right, all);
    }

    private static INDArray output(Model model, DataSet batch) {
        INDArray mask = batch.getFeaturesMaskArray();
        if (model instanceof ComputationGraph graph) {
            INDArray[] masks = mask == null ? null : new INDArray[] {mask};
            return graph.output(false, new INDArray[] {batch.getFeatures()}, masks)[0];
        }
        return ((MultiLayerNetwork) model)
                .output(batch.getFeatures(), false, mask, batch.getLabelsMaskArray());
    }

    /** The part of labels that were not met, 0 to 1. */
    public double error() {
        return 1 - (double) right / all;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f %% of %,d", 100.0 * right / Math.max(1, all), all);
    }
}
