package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.datavec.api.records.Record;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdxRecordReaderTest {

    private static final int COUNT = 300;

    @TempDir Path folder;

    @Test
    void aRecordIsScaledPixelsAndLabel() throws IOException {
        Path images =
                Files.write(folder.resolve("i"), IdxFiles.idx(new byte[] {0, 51, -1, 1}, 2, 1, 2));
        Path labels = Files.write(folder.resolve("l"), IdxFiles.idx(new byte[] {3, 8}, 2));
        IdxRecordReader reader = new IdxRecordReader(images, labels, 0, 2);
        List<Writable> record = reader.next();
        INDArray pixels = ((NDArrayWritable) record.get(0)).get();
        assertArrayEquals(new long[] {1, 2}, pixels.shape());
        assertEquals(DataType.FLOAT, pixels.dataType());
        assertArrayEquals(new float[] {0, 0.2f}, pixels.toFloatVector());
        assertEquals(new IntWritable(3), record.get(1));
        assertArrayEquals(
                new float[] {1, 1 / 255f},
                ((NDArrayWritable) reader.next().get(0)).get().toFloatVector());
        assertFalse(reader.hasNext());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8"), reader.getLabels());
    }

    @Test
    void aBatchHasBothArraysAndTheLastIsSmaller() throws IOException {
        IdxRecordReader reader = reader(0, 7, null);
        NDArrayRecordBatch batch = reader.next(5);
        assertArrayEquals(new long[] {5, 2}, batch.getArrays().get(0).shape());
        assertArrayEquals(new long[] {5, 1}, batch.getArrays().get(1).shape());
        assertEquals(DataType.FLOAT, batch.getArrays().get(0).dataType());
        assertEquals(2, reader.next(5).size());
        assertThrows(NoSuchElementException.class, () -> reader.next(5));
        assertThrows(NoSuchElementException.class, reader::next);
        assertThrows(NoSuchElementException.class, reader::nextRecord);
        assertThrows(IllegalArgumentException.class, () -> reader.next(0));
    }

    @Test
    void withoutASeedEveryEpochIsInFileOrder() throws IOException {
        IdxRecordReader reader = reader(10, 60, null);
        List<Integer> inOrder = IntStream.range(10, 60).boxed().toList();
        assertEquals(inOrder, epoch(reader));
        reader.reset();
        assertEquals(inOrder, epoch(reader));
    }

    @Test
    void anEpochIsAPermutationOfTheRange() throws IOException {
        IdxRecordReader reader = reader(20, 280, 5L);
        for (int e = 0; e < 3; e++) {
            List<Integer> order = epoch(reader);
            List<Integer> sorted = order.stream().sorted().toList();
            assertEquals(IntStream.range(20, 280).boxed().toList(), sorted);
            assertNotEquals(sorted, order);
            reader.reset();
        }
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpochAlone() throws IOException {
        IdxRecordReader run = reader(0, COUNT, 5L);
        List<List<Integer>> orders = new ArrayList<>();
        for (int e = 0; e < 4; e++) {
            assertEquals(e, run.epoch());
            orders.add(epoch(run));
            run.reset();
        }
        for (int e = 3; e >= 0; e--) {
            IdxRecordReader resumed = reader(0, COUNT, 5L);
            resumed.setEpoch(e);
            assertEquals(orders.get(e), epoch(resumed));
        }
        assertEquals(4, orders.stream().distinct().count());
        assertNotEquals(orders.get(0), epoch(reader(0, COUNT, 6L)));
        // (seed, epoch) pairs with equal sums must not share an order.
        assertNotEquals(orders.get(1), epoch(reader(0, COUNT, 6L)));
    }

    @Test
    void theOrderIsTheSameInEveryVersion() throws IOException {
        IdxRecordReader reader = reader(0, 10, 1L);
        assertEquals(List.of(4, 6, 2, 7, 8, 1, 0, 9, 5, 3), epoch(reader));
        reader.setEpoch(7);
        assertEquals(List.of(6, 2, 0, 5, 1, 3, 8, 7, 9, 4), epoch(reader));
    }

    @Test
    void resetBeforeTheEndStaysInTheEpoch() throws IOException {
        IdxRecordReader reader = reader(0, COUNT, 5L);
        reader.setEpoch(3);
        List<Integer> order = epoch(reader);
        reader.setEpoch(3);
        reader.nextRecord();
        reader.next(COUNT - 2);
        reader.reset();
        reader.reset();
        assertEquals(3, reader.epoch());
        assertEquals(order, epoch(reader));
        reader.reset();
        assertEquals(4, reader.epoch());
    }

    @Test
    void metaDataLeadBackToTheRecord() throws IOException {
        IdxRecordReader reader = reader(0, COUNT, 5L);
        reader.next(17);
        Record record = reader.nextRecord();
        Record loaded = reader.loadFromMetaData(List.of(record.getMetaData())).get(0);
        assertEquals(record.getRecord(), loaded.getRecord());
        assertEquals(folder.resolve("images").toUri(), loaded.getMetaData().getURI());
    }

    @Test
    void aSerializedReaderContinues() throws Exception {
        IdxRecordReader reader = reader(0, COUNT, 5L);
        reader.next(100);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reader);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            IdxRecordReader copy = (IdxRecordReader) in.readObject();
            assertEquals(epoch(reader), epoch(copy));
        }
    }

    @Test
    void imagesAndLabelsMustHaveEqualCounts() throws IOException {
        Path images = IdxFiles.images(folder, 5, 1, 1);
        Path labels = IdxFiles.labels(folder, 4);
        DataException e =
                assertThrows(DataException.class, () -> new IdxRecordReader(images, labels, 0, 4));
        Messages.assertOneLine(e, images + " has 5 images, but " + labels + " has 4 labels");
    }

    @Test
    void badRangesAndEpochsAreRefused() throws IOException {
        for (int[] range : new int[][] {{-1, 5}, {0, COUNT + 1}, {5, 5}, {6, 5}}) {
            assertThrows(IllegalArgumentException.class, () -> reader(range[0], range[1], null));
        }
        IdxRecordReader reader = reader(0, 5, null);
        assertThrows(IllegalArgumentException.class, () -> reader.setEpoch(-1));
    }

    @Test
    void whatCannotWorkSaysSo() throws IOException {
        IdxRecordReader reader = reader(0, 5, null);
        assertThrows(UnsupportedOperationException.class, () -> reader.initialize(null));
        assertThrows(UnsupportedOperationException.class, () -> reader.initialize(null, null));
        assertThrows(UnsupportedOperationException.class, () -> reader.record(null, null));
    }

    private IdxRecordReader reader(int first, int end, Long seed) throws IOException {
        Path images = IdxFiles.numbered(folder, COUNT);
        Path labels = IdxFiles.labels(folder, COUNT);
        return seed == null
                ? new IdxRecordReader(images, labels, first, end)
                : new IdxRecordReader(images, labels, first, end, seed);
    }

    /** The indices of the images that are left in the epoch. */
    private static List<Integer> epoch(IdxRecordReader reader) {
        List<Integer> indices = new ArrayList<>();
        while (reader.hasNext()) {
            Numbered.add(indices, reader.next(7).getArrays().get(0));
        }
        return indices;
    }
}
