package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/** Any range, image size and batch size gives what the bytes of the files say. */
class IdxRecordReaderPropertyTest {

    @Property(tries = 150)
    void readsWhatANaiveReaderReads(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 4) int rows,
            @ForAll @IntRange(min = 1, max = 4) int columns,
            @ForAll @IntRange(min = 0, max = 39) int skip,
            @ForAll @IntRange(min = 1, max = 40) int length,
            @ForAll @IntRange(min = 1, max = 45) int batch)
            throws IOException {
        int first = Math.min(skip, count - 1);
        int end = Math.min(first + length, count);
        Path folder = Files.createTempDirectory("idx");
        Path images = IdxFiles.images(folder, count, rows, columns);
        Path labels = IdxFiles.labels(folder, count);
        try {
            RecordReaderDataSetIterator iterator =
                    MnistData.batches(new IdxRecordReader(images, labels, first, end), batch);
            byte[] pixelFile = Files.readAllBytes(images);
            byte[] labelFile = Files.readAllBytes(labels);
            int size = rows * columns;
            for (int at = first; at < end; at += batch) {
                DataSet data = iterator.next();
                int n = Math.min(batch, end - at);
                float[][] pixels = new float[n][size];
                float[][] oneHot = new float[n][10];
                for (int i = 0; i < n; i++) {
                    for (int p = 0; p < size; p++) {
                        pixels[i][p] = (pixelFile[16 + (at + i) * size + p] & 0xff) / 255f;
                    }
                    oneHot[i][labelFile[8 + at + i]] = 1;
                }
                assertArrayEquals(pixels, data.getFeatures().toFloatMatrix());
                assertArrayEquals(oneHot, data.getLabels().toFloatMatrix());
                assertEquals(n, data.numExamples());
            }
            assertFalse(iterator.hasNext());
        } finally {
            Files.delete(images);
            Files.delete(labels);
            Files.delete(folder);
        }
    }
}
