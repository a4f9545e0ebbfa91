package org.binaryconnect.layers.normalization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

class NormalizationChainTest {

    private final INDArray images = Batches.random(1, 50, 2, 3, 3);

    @Test
    void eachIsFittedToWhatThoseBeforeItGive() {
        GlobalContrastNormalization contrast = new GlobalContrastNormalization(55);
        INDArray expected = images.dup();
        contrast.transform(expected);
        ZcaWhitening whitening = new ZcaWhitening();
        whitening.fit(Batches.iterator(expected, 30, 20));
        whitening.transform(expected);

        NormalizationChain chain =
                new NormalizationChain(new GlobalContrastNormalization(55), new ZcaWhitening());
        chain.fit(Batches.iterator(images, 30, 20));
        INDArray found = images.dup();
        chain.transform(found);
        assertEquals(expected, found);
        DataSet data = new DataSet(images.dup(), Nd4j.ones(50, 1));
        chain.preProcess(data);
        assertEquals(expected, data.getFeatures());
    }

    @Test
    void fittingLeavesTheDataAsItIs() {
        DataSetIterator data = Batches.iterator(images, 50);
        NormalizationChain chain =
                new NormalizationChain(
                        new LocalContrastNormalization(),
                        new GlobalContrastNormalization(1),
                        new ZcaWhitening());
        chain.fit(data);
        assertEquals(images, data.next().getFeatures());
        assertEquals(3, chain.links().size());
    }

    @Test
    void chainsOfWhatCanBeUndoneCanBe() {
        NormalizationChain chain =
                new NormalizationChain(
                        new ImagePreProcessingScaler(-1, 1),
                        new ZcaWhitening(1e-3),
                        new NormalizerStandardize());
        INDArray bytes = images.mul(40).reshape(50, 18);
        chain.fit(Batches.iterator(bytes, 25, 25));
        DataSet data = new DataSet(bytes.dup(), Nd4j.ones(50, 1));
        chain.transform(data);
        INDArray variances = data.getFeatures().var(false, 0);
        assertArrayEquals(Nd4j.ones(18).toFloatVector(), variances.toFloatVector(), 1e-3f);
        chain.revert(data);
        assertArrayEquals(
                bytes.reshape(-1).toFloatVector(),
                data.getFeatures().reshape(-1).toFloatVector(),
                0.05f);
        NormalizationChain oneWay =
                new NormalizationChain(chain, new GlobalContrastNormalization(1));
        assertThrows(UnsupportedOperationException.class, () -> oneWay.revert(data));
    }

    @Test
    void labelsAreNormalizedByThoseThatDoSo() {
        NormalizerStandardize standardize = new NormalizerStandardize();
        NormalizationChain chain =
                new NormalizationChain(new GlobalContrastNormalization(1), standardize);
        assertFalse(chain.isFitLabel());
        assertThrows(UnsupportedOperationException.class, () -> chain.fitLabel(true));
        standardize.fitLabel(true);
        assertTrue(chain.isFitLabel());
        INDArray labels = Batches.random(2, 50, 3);
        DataSet data = new DataSet(images.dup(), labels.dup());
        chain.fit(data);
        INDArray normalized = labels.dup();
        chain.transformLabel(normalized);
        standardize.revertLabels(normalized);
        assertArrayEquals(
                labels.reshape(-1).toFloatVector(), normalized.reshape(-1).toFloatVector(), 1e-5f);
        chain.preProcess(data);
        chain.revertLabels(data.getLabels());
        assertArrayEquals(
                labels.reshape(-1).toFloatVector(),
                data.getLabels().reshape(-1).toFloatVector(),
                1e-5f);
    }

    @Test
    void emptyChainsAreRefused() {
        assertThrows(IllegalArgumentException.class, NormalizationChain::new);
    }
}
