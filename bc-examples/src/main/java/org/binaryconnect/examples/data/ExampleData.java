package org.binaryconnect.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Examples from a file or folder that a user names: an IDX file of images, a CSV file, a file that
 * ND4J's {@code DataSet.save} wrote, or a folder of such files.
 */
public final class ExampleData {

    private static final List<String> DATA_SETS = List.of(".bin", ".dataset");
    private static final List<String> TABLES = List.of(".csv", ".txt");
    private static final int BATCH = 100;

    private ExampleData() {}

    /**
     * How a file is to be understood.
     *
     * @param labels IDX file of labels beside a file of images; null for none
     * @param labelColumn of a CSV file, 0 for the first, -1 for the last; null for none
     * @param shape of an example in DL4J's order, without the batch; null for that of the file
     */
    public record Options(Path labels, Integer labelColumn, long[] shape) {
        /** Nothing but the file. */
        public static final Options NONE = new Options(null, null, null);
    }

    /**
     * Reads a file or folder.
     *
     * @return an iterator over at least one example, which can be reset
     * @throws DataException if it does not exist, is of another kind, damaged or empty
     * @throws IOException if it cannot be read
     */
    public static DataSetIterator open(Path data, Options options) throws IOException {
        if (!Files.exists(data)) {
            throw new DataException("Data " + data + " does not exist", "name a file or folder");
        }
        List<DataSet> batches;
        if (Files.isDirectory(data)) {
            batches = folder(data);
        } else if (endsWith(data, DATA_SETS)) {
            batches = List.of(DataSetFile.load(data));
        } else if (endsWith(data, TABLES)) {
            batches = CsvData.read(data, options.labelColumn(), BATCH);
        } else if (isIdx(data)) {
            batches = IdxData.read(data, options.labels(), BATCH);
        } else {
            throw new DataException(
                    data + " is no data that can be read",
                    "give an IDX file of images, a .csv file, a .bin or .dataset file of DataSet.save, or a folder of those");
        }
        if (options.labels() != null && !isIdx(data)) {
            throw new DataException(
                    "--labels belongs to an IDX file, which " + data + " is not",
                    "leave it out; use --label-column for a CSV file");
        }
        if (options.labelColumn() != null && !endsWith(data, TABLES)) {
            throw new DataException(
                    "--label-column belongs to a CSV file, which " + data + " is not",
                    "leave it out");
        }
        if (options.shape() != null) {
            for (DataSet batch : batches) {
                reshape(data, batch, options.shape());
            }
        }
        return new ExistingDataSetIterator(batches);
    }

    private static void reshape(Path data, DataSet batch, long[] shape) throws DataException {
        INDArray features = batch.getFeatures();
        long[] whole = new long[shape.length + 1];
        whole[0] = features.size(0);
        System.arraycopy(shape, 0, whole, 1, shape.length);
        long length = Arrays.stream(whole).reduce(1, Math::multiplyExact);
        if (length != features.length()) {
            throw new DataException(
                    "%s has %d values an example, which is not %s"
                            .formatted(
                                    data,
                                    features.length() / features.size(0),
                                    Arrays.toString(shape)),
                    "give the shape of an example, without their number");
        }
        batch.setFeatures(features.dup('c').reshape('c', whole));
    }

    private static boolean endsWith(Path file, List<String> endings) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && endings.stream().anyMatch(name::endsWith);
    }

    private static boolean isIdx(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(3);
            return head.length == 3 && head[0] == 0 && head[1] == 0 && head[2] == 8;
        }
    }

    private static List<DataSet> folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> endsWith(file, DATA_SETS)).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new DataException(
                    "Folder " + folder + " has no .bin or .dataset file",
                    "save data sets into it with DataSet.save");
        }
        List<DataSet> batches = new ArrayList<>();
        for (Path file : files) {
            batches.add(DataSetFile.load(file));
        }
        return batches;
    }
}
