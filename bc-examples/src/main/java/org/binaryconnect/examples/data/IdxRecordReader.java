package org.binaryconnect.examples.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DataVec reader over a range of a pair of IDX files. A record is [pixels, label]: a float array
 * [1, rows * columns] of pixel / 255, so within 0 to 1, and the label as an int.
 *
 * <p><b>Order.</b> Without a seed, file order. With a seed, the order of epoch e is a function of
 * (seed, e) alone. The reader starts in epoch 0. {@link #reset()} after the last record starts the
 * next epoch; earlier it starts the same epoch anew. DL4J itself reads one record and resets before
 * the first {@code fit}, and resets before each later one, so in
 *
 * <pre>{@code
 * for (int e = first; e < epochs; e++) {
 *     reader.setEpoch(e);
 *     net.fit(iterator);
 * }
 * }</pre>
 *
 * {@code fit} number e sees order e, also without the {@code setEpoch} if nothing else reads the
 * iterator. A run that stopped resumes exactly with {@code setEpoch(net.getEpochCount())}.
 *
 * <p>An iterator that never reaches the end (its {@code maxNumBatches}) therefore repeats epoch 0:
 * give the reader a smaller range instead. Prefetching iterators read ahead: do not call {@link
 * #setEpoch} while one is running, and expect one that is reset before use (as early stopping does)
 * to skip an epoch if its queue holds a whole one. Not safe for use by several threads at once.
 */
public final class IdxRecordReader extends BaseRecordReader {

    private final Idx images;
    private final Idx labels;
    private final int first;
    private final int[] order;
    private final Long seed;
    private Configuration conf;
    private int epoch;
    private int position;

    /**
     * Reads the examples in file order.
     *
     * @param first index of the first example
     * @param end index after the last example
     * @throws DataException if a file is not genuine IDX, or the two have different counts
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if the range is empty or exceeds the file
     */
    public IdxRecordReader(Path images, Path labels, int first, int end) throws IOException {
        this(Idx.images(images), Idx.labels(labels), first, end, null);
    }

    /**
     * Reads the examples in a new order each epoch.
     *
     * @param first index of the first example
     * @param end index after the last example
     * @param seed chooses the orders
     * @throws DataException if a file is not genuine IDX, or the two have different counts
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if the range is empty or exceeds the file
     */
    public IdxRecordReader(Path images, Path labels, int first, int end, long seed)
            throws IOException {
        this(Idx.images(images), Idx.labels(labels), first, end, seed);
    }

    /** Shares the bytes of {@code images} and {@code labels}; null {@code seed}: file order. */
    IdxRecordReader(Idx images, Idx labels, int first, int end, Long seed) throws DataException {
        if (images.count() != labels.count()) {
            throw new DataException(
                    String.format(
                            "%s has %d images, but %s has %d labels",
                            images.file(), images.count(), labels.file(), labels.count()),
                    "give two files that belong together");
        }
        images.checkRange(first, end);
        if (first == end) {
            throw new IllegalArgumentException("no examples between " + first + " and " + end);
        }
        this.images = images;
        this.labels = labels;
        this.first = first;
        this.order = new int[end - first];
        this.seed = seed;
        setEpoch(0);
    }

    /** The number of records in an epoch. */
    public int count() {
        return order.length;
    }

    /** The epoch whose order is being read, from 0. */
    public int epoch() {
        return epoch;
    }

    /**
     * Goes to the start of an epoch. If {@code inputColumns()} or {@code totalOutcomes()} was asked
     * of the iterator, which keeps a batch for later, reset that iterator afterwards: it stays in
     * this epoch.
     *
     * @throws IllegalArgumentException if {@code epoch} is negative
     */
    public void setEpoch(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch " + epoch + " is negative");
        }
        this.epoch = epoch;
        position = 0;
        for (int i = 0; i < order.length; i++) {
            order[i] = first + i;
        }
        if (seed != null) {
            // Random's first numbers for neighbouring seeds are alike; SplittableRandom's are not.
            long mixed = new SplittableRandom(seed).nextLong();
            shuffle(order, new Random(new SplittableRandom(mixed + epoch).nextLong()));
        }
    }

    private static void shuffle(int[] a, Random random) {
        for (int i = a.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = a[i];
            a[i] = a[j];
            a[j] = swap;
        }
    }

    /** Starts the next epoch if this one was read to its end, else starts this one anew. */
    @Override
    public void reset() {
        if (hasNext()) {
            position = 0;
        } else {
            setEpoch(epoch + 1);
        }
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean hasNext() {
        return position < order.length;
    }

    @Override
    public List<Writable> next() {
        List<Writable> record = record(nextIndex());
        invokeListeners(record);
        return record;
    }

    @Override
    public boolean batchesSupported() {
        return true;
    }

    /**
     * The next records in two arrays.
     *
     * @param num the greatest number of records; fewer are returned at the end of the epoch
     * @return pixels [n, rows * columns] float, and labels [n, 1] int
     * @throws NoSuchElementException at the end of the epoch
     * @throws IllegalArgumentException if {@code num} is not positive
     */
    @Override
    public NDArrayRecordBatch next(int num) {
        if (num <= 0) {
            throw new IllegalArgumentException("batch size " + num + " is not positive");
        }
        if (!hasNext()) {
            throw endOfEpoch();
        }
        int n = Math.min(num, order.length - position);
        float[] pixels = new float[n * images.itemLength()];
        int[][] classes = new int[n][1];
        for (int i = 0; i < n; i++) {
            int index = order[position++];
            scale(index, pixels, i * images.itemLength());
            classes[i][0] = labels.get(index, 0);
        }
        NDArrayRecordBatch batch =
                new NDArrayRecordBatch(
                        Nd4j.create(pixels, new long[] {n, images.itemLength()}, 'c'),
                        Nd4j.createFromArray(classes));
        invokeListeners(batch);
        return batch;
    }

    @Override
    public Record nextRecord() {
        int index = nextIndex();
        List<Writable> record = record(index);
        invokeListeners(record);
        return withMetaData(index, record);
    }

    @Override
    public Record loadFromMetaData(RecordMetaData metaData) {
        int index = Math.toIntExact(((RecordMetaDataIndex) metaData).getIndex());
        return withMetaData(index, record(index));
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> metaDatas) {
        List<Record> records = new ArrayList<>();
        for (RecordMetaData metaData : metaDatas) {
            records.add(loadFromMetaData(metaData));
        }
        return records;
    }

    private int nextIndex() {
        if (!hasNext()) {
            throw endOfEpoch();
        }
        return order[position++];
    }

    private NoSuchElementException endOfEpoch() {
        return new NoSuchElementException("end of epoch " + epoch + " of " + images.file());
    }

    private List<Writable> record(int index) {
        float[] pixels = new float[images.itemLength()];
        scale(index, pixels, 0);
        INDArray row = Nd4j.create(pixels, new long[] {1, pixels.length}, 'c');
        return List.of(new NDArrayWritable(row), new IntWritable(labels.get(index, 0)));
    }

    private void scale(int index, float[] into, int offset) {
        for (int p = 0; p < images.itemLength(); p++) {
            into[offset + p] = images.get(index, p) / 255f;
        }
    }

    private Record withMetaData(int index, List<Writable> record) {
        URI uri = Path.of(images.file()).toUri();
        return new org.datavec.api.records.impl.Record(
                record, new RecordMetaDataIndex(index, uri, IdxRecordReader.class));
    }

    /** The names of the classes: "0" to the greatest label in the file. */
    @Override
    public List<String> getLabels() {
        int greatest =
                IntStream.range(0, labels.count()).map(i -> labels.get(i, 0)).max().orElse(0);
        return IntStream.rangeClosed(0, greatest).mapToObj(Integer::toString).toList();
    }

    /** Not supported: the constructor takes the files. */
    @Override
    public void initialize(InputSplit split) {
        throw new UnsupportedOperationException("IdxRecordReader takes its files when constructed");
    }

    /** Not supported: the constructor takes the files. */
    @Override
    public void initialize(Configuration conf, InputSplit split) {
        initialize(split);
    }

    /** Not supported: an IDX record has no stream of its own. */
    @Override
    public List<Writable> record(URI uri, DataInputStream in) {
        throw new UnsupportedOperationException("IdxRecordReader reads whole files only");
    }

    @Override
    public void setConf(Configuration conf) {
        this.conf = conf;
    }

    @Override
    public Configuration getConf() {
        return conf;
    }

    /** Does nothing: no file stays open. */
    @Override
    public void close() {}
}
