package org.binaryconnect.layers.normalization;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * Several normalizations as one, each on what those before it gave: those of this package and
 * ND4J's own. That of the paper's CIFAR-10 network is {@code new NormalizationChain(new
 * GlobalContrastNormalization(55), new ZcaWhitening())}.
 */
public final class NormalizationChain extends CustomNormalization {

    private final List<DataNormalization> links;

    /**
     * @param links in the order in which they are applied, at least one
     * @throws IllegalArgumentException if there is none
     */
    public NormalizationChain(DataNormalization... links) {
        this(List.of(links));
    }

    NormalizationChain(List<DataNormalization> links) {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("A chain needs at least one normalization");
        }
        this.links = List.copyOf(links);
    }

    /** The normalizations in the order in which they are applied. */
    public List<DataNormalization> links() {
        return links;
    }

    private List<DataNormalization> backwards() {
        List<DataNormalization> reversed = new ArrayList<>(links);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Fits each to the data as those before it change it; the data itself stays as it is. */
    @Override
    public void fit(DataSetIterator data) {
        for (int i = 0; i < links.size(); i++) {
            links.get(i).fit(i == 0 ? data : new NormalizedIterator(data, links.subList(0, i)));
        }
    }

    @Override
    public void preProcess(DataSet data) {
        links.forEach(link -> link.preProcess(data));
    }

    @Override
    public void transform(INDArray features) {
        transform(features, null);
    }

    @Override
    public void transform(INDArray features, INDArray mask) {
        links.forEach(link -> link.transform(features, mask));
    }

    @Override
    public void transformLabel(INDArray labels) {
        transformLabel(labels, null);
    }

    @Override
    public void transformLabel(INDArray labels, INDArray mask) {
        links.stream()
                .filter(DataNormalization::isFitLabel)
                .forEach(link -> link.transformLabel(labels, mask));
    }

    @Override
    public void revert(DataSet data) {
        revertFeatures(data.getFeatures(), data.getFeaturesMaskArray());
        revertLabels(data.getLabels(), data.getLabelsMaskArray());
    }

    /**
     * Undoes the normalizations, the last one first.
     *
     * @throws UnsupportedOperationException if one of them cannot be undone
     */
    @Override
    public void revertFeatures(INDArray features) {
        revertFeatures(features, null);
    }

    /**
     * Undoes the normalizations, the last one first.
     *
     * @throws UnsupportedOperationException if one of them cannot be undone
     */
    @Override
    public void revertFeatures(INDArray features, INDArray mask) {
        backwards().forEach(link -> link.revertFeatures(features, mask));
    }

    @Override
    public void revertLabels(INDArray labels) {
        revertLabels(labels, null);
    }

    @Override
    public void revertLabels(INDArray labels, INDArray mask) {
        backwards().stream()
                .filter(DataNormalization::isFitLabel)
                .forEach(link -> link.revertLabels(labels, mask));
    }

    /**
     * Tells each.
     *
     * @throws UnsupportedOperationException if one of them never normalizes labels
     */
    @Override
    public void fitLabel(boolean fit) {
        links.forEach(link -> link.fitLabel(fit));
    }

    /** Whether one of them normalizes labels. */
    @Override
    public boolean isFitLabel() {
        return links.stream().anyMatch(DataNormalization::isFitLabel);
    }
}
