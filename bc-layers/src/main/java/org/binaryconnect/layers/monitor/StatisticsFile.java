package org.binaryconnect.layers.monitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file of statistics that grows by one row a weight matrix and report. */
final class StatisticsFile {

    private static final List<String> COLUMNS =
            List.of(
                    "network",
                    "iteration",
                    "layer",
                    "parameter",
                    "weights",
                    "flip_ratio",
                    "saturation",
                    "distance",
                    "beyond_clip");

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build();

    private final Path path;

    /**
     * @throws IllegalArgumentException if the file holds something else
     * @throws UncheckedIOException if it cannot be read or made
     */
    StatisticsFile(Path path) {
        this.path = path;
        try {
            if (Files.exists(path) && Files.size(path) > 0) {
                requireColumns();
            } else {
                append(List.of(COLUMNS));
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void requireColumns() throws IOException {
        String expected = String.join(",", COLUMNS);
        // Whatever file it is, its first line can be read so.
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            String found = reader.readLine();
            if (!found.equals(expected)) {
                throw new IllegalArgumentException(
                        "File %s begins with \"%s\", not with \"%s\": it holds no weight statistics of this version; name another file or remove it"
                                .formatted(path, found, expected));
            }
        }
    }

    /**
     * @throws UncheckedIOException if the file cannot be written
     */
    void write(List<WeightStatistics> report) {
        try {
            append(report.stream().map(StatisticsFile::row).toList());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static List<Object> row(WeightStatistics statistics) {
        return List.of(
                statistics.network(),
                statistics.iteration(),
                statistics.layer(),
                statistics.parameter(),
                statistics.weights(),
                Double.isNaN(statistics.flipRatio()) ? "" : statistics.flipRatio(),
                statistics.saturation(),
                statistics.distance(),
                statistics.beyondClip());
    }

    private void append(List<? extends List<?>> rows) throws IOException {
        try (CSVPrinter printer =
                new CSVPrinter(
                        Files.newBufferedWriter(
                                path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        FORMAT)) {
            printer.printRecords(rows);
        }
    }

    private UncheckedIOException failure(IOException cause) {
        return new UncheckedIOException(
                "Cannot write weight statistics to %s (%s); name a file in a folder that exists and can be written"
                        .formatted(path, cause),
                cause);
    }
}
