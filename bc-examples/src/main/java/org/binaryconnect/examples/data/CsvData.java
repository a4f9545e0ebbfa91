package org.binaryconnect.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A CSV file of numbers, one line an example; a first line of column names is left out. A column
 * may hold the class, counted from 0.
 */
final class CsvData {

    private static final int MOST_CLASSES = 65535;

    private final Path file;
    private final Integer labelColumn;
    private final List<float[]> features = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private CsvData(Path file, Integer labelColumn) {
        this.file = file;
        this.labelColumn = labelColumn;
    }

    /**
     * @param labelColumn 0 for the first, -1 for the last; null for none
     * @throws DataException if a cell is no number, a line has another length, or there is none
     */
    static List<DataSet> read(Path file, Integer labelColumn, int batch) throws IOException {
        CsvData data = new CsvData(file, labelColumn);
        data.readLines();
        return data.batches(batch);
    }

    private DataException problem(String what) {
        return new DataException(file + " " + what, "repair the file");
    }

    private void readLines() throws IOException {
        int line = 0;
        int columns = -1;
        if (Files.size(file) == 0) {
            throw problem("is empty");
        }
        try (CSVRecordReader reader = new CSVRecordReader()) {
            reader.initialize(new FileSplit(file.toFile()));
            while (reader.hasNext()) {
                List<Writable> cells = reader.next();
                line++;
                if (line == 1 && isHeader(cells)) {
                    continue;
                }
                if (cells.size() == 1 && cells.get(0).toString().isBlank()) {
                    continue;
                }
                columns = columns < 0 ? cells.size() : columns;
                if (cells.size() != columns) {
                    throw problem(
                            "has %d columns in line %d, but %d before"
                                    .formatted(cells.size(), line, columns));
                }
                add(cells, line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("Reading " + file + " was interrupted", "try again", e);
        } catch (RuntimeException e) {
            throw new DataException(
                    "%s cannot be read after line %d (%s)".formatted(file, line, e.getMessage()),
                    "repair the file",
                    e);
        }
        if (features.isEmpty()) {
            throw problem("has no example");
        }
    }

    private static boolean isHeader(List<Writable> cells) {
        return cells.stream().noneMatch(cell -> isNumber(cell.toString()));
    }

    private static boolean isNumber(String text) {
        try {
            Float.parseFloat(text.strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void add(List<Writable> cells, int line) throws DataException {
        int label = labelColumn == null ? -1 : Math.floorMod(labelColumn, cells.size());
        if (labelColumn != null && (labelColumn >= cells.size() || labelColumn < -cells.size())
                || cells.size() == 1 && label >= 0) {
            throw new DataException(
                    "%s has %d columns, so --label-column %d is none of several"
                            .formatted(file, cells.size(), labelColumn),
                    "count from 0, or from -1 for the last");
        }
        float[] values = new float[cells.size() - (label >= 0 ? 1 : 0)];
        int next = 0;
        for (int c = 0; c < cells.size(); c++) {
            String text = cells.get(c).toString();
            if (!isNumber(text)) {
                throw problem(
                        "has \"%s\" in line %d, column %d, which is no number"
                                .formatted(text, line, c));
            }
            float value = Float.parseFloat(text.strip());
            if (c == label) {
                if (value < 0 || value > MOST_CLASSES || value != Math.rint(value)) {
                    throw problem(
                            "has the class %s in line %d; classes are whole numbers from 0"
                                    .formatted(text, line));
                }
                labels.add((int) value);
            } else {
                values[next++] = value;
            }
        }
        features.add(values);
    }

    private List<DataSet> batches(int batch) {
        int outcomes = Math.max(2, labels.stream().mapToInt(c -> c + 1).max().orElse(0));
        List<DataSet> batches = new ArrayList<>();
        for (int first = 0; first < features.size(); first += batch) {
            int end = Math.min(features.size(), first + batch);
            DataSet data = new DataSet();
            data.setFeatures(Nd4j.create(features.subList(first, end).toArray(float[][]::new)));
            if (!labels.isEmpty()) {
                data.setLabels(
                        OneHot.of(
                                labels.subList(first, end).stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray(),
                                outcomes));
            }
            batches.add(data);
        }
        return batches;
    }
}
