package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Which epoch DL4J's own code sees: RecordReaderDataSetIterator, AsyncDataSetIterator, fit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IteratorEpochTest {

    private static final int COUNT = 300;
    private static final int BATCH = 10;

    @TempDir Path folder;
    private Path images;
    private Path labels;
    private IdxRecordReader reader;
    private final List<Integer> seen = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        images = IdxFiles.numbered(folder, COUNT);
        labels = IdxFiles.labels(folder, COUNT);
        reader = newReader();
    }

    @Test
    void eachFitIsTheNextEpoch() throws IOException {
        RecordReaderDataSetIterator iterator = recording();
        MultiLayerNetwork net = net();
        for (int e = 0; e < 3; e++) {
            assertEquals(expected(e), fit(net, iterator));
        }
        net.fit(iterator, 2);
        assertEquals(4, reader.epoch());
        assertEquals(5, net.getEpochCount());
    }

    @Test
    void setEpochChoosesTheEpochOfTheNextFit() throws IOException {
        RecordReaderDataSetIterator iterator = recording();
        MultiLayerNetwork net = net();
        reader.setEpoch(7); // before the iterator has ever read
        assertEquals(expected(7), fit(net, iterator));
        assertEquals(expected(8), fit(net, iterator));
        reader.setEpoch(2); // after the end of an epoch
        assertEquals(expected(2), fit(net, iterator));
        iterator.reset();
        iterator.next();
        reader.setEpoch(4); // in the midst of an epoch
        assertEquals(expected(4), fit(net, iterator));
    }

    @Test
    void resetOfTheIteratorDoesNotSkipAnEpoch() throws IOException {
        RecordReaderDataSetIterator iterator = recording();
        MultiLayerNetwork net = net();
        iterator.reset();
        assertEquals(expected(0), fit(net, iterator));
        iterator.reset();
        iterator.reset();
        assertEquals(expected(1), fit(net, iterator));
    }

    @Test
    void askingForTheWidthDoesNotSkipAnEpoch() throws IOException {
        RecordReaderDataSetIterator iterator = recording();
        assertEquals(2, iterator.inputColumns());
        reader.setEpoch(5);
        iterator.reset(); // drops the batch that inputColumns() kept
        seen.clear();
        assertEquals(expected(5), fit(net(), iterator));
    }

    @Test
    void anAsyncIteratorThatIsKeptSeesTheSameEpochs() throws IOException {
        AsyncDataSetIterator async = new AsyncDataSetIterator(recording(), 2);
        try {
            for (int e = 0; e < 3; e++) {
                assertEquals(expected(e), drain(async));
                async.reset();
            }
        } finally {
            async.shutdown();
        }
    }

    @Test
    void evaluationBetweenFitsUsesAnEpochUnlessSetEpochIsCalled() throws IOException {
        RecordReaderDataSetIterator iterator = recording();
        MultiLayerNetwork net = net();
        fit(net, iterator);
        net.evaluate(iterator);
        seen.clear();
        reader.setEpoch(1);
        assertEquals(expected(1), fit(net, iterator));
    }

    @Test
    void labelsAreOneHotAndALabelBeyondTheClassesFails() throws IOException {
        RecordReaderDataSetIterator iterator = MnistData.batches(reader, COUNT);
        DataSet all = iterator.next();
        assertEquals(COUNT, all.getLabels().sumNumber().intValue());
        Idx naive = Idx.labels(labels);
        List<Integer> order = new ArrayList<>();
        Numbered.add(order, all.getFeatures());
        for (int i = 0; i < COUNT; i++) {
            assertEquals(1, all.getLabels().getInt(i, naive.get(order.get(i), 0)));
        }
        Files.write(labels, IdxFiles.idx(new byte[] {1, 10, 2}, 3));
        Files.write(images, IdxFiles.idx(new byte[3], 3, 1, 1));
        IdxRecordReader tooMany = new IdxRecordReader(images, labels, 0, 3);
        assertThrows(Exception.class, () -> MnistData.batches(tooMany, 3).next());
    }

    private IdxRecordReader newReader() throws IOException {
        return new IdxRecordReader(images, labels, 0, COUNT, 9L);
    }

    private List<Integer> expected(int epoch) throws IOException {
        IdxRecordReader fresh = newReader();
        fresh.setEpoch(epoch);
        List<Integer> indices = new ArrayList<>();
        Numbered.add(indices, fresh.next(COUNT).getArrays().get(0));
        return indices;
    }

    private RecordReaderDataSetIterator recording() {
        RecordReaderDataSetIterator iterator = MnistData.batches(reader, BATCH);
        iterator.setPreProcessor(batch -> Numbered.add(seen, batch.getFeatures()));
        return iterator;
    }

    private List<Integer> fit(MultiLayerNetwork net, RecordReaderDataSetIterator iterator) {
        seen.clear();
        net.fit(iterator);
        return List.copyOf(seen);
    }

    private static List<Integer> drain(AsyncDataSetIterator async) {
        List<Integer> indices = new ArrayList<>();
        while (async.hasNext()) {
            Numbered.add(indices, async.next().getFeatures());
        }
        return indices;
    }

    private static MultiLayerNetwork net() {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MCXENT)
                                                .nIn(2)
                                                .nOut(10)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        net.init();
        return net;
    }
}
