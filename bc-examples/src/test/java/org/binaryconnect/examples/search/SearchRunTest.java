package org.binaryconnect.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.layers.arbiter.BinaryDenseLayerSpace;
import org.binaryconnect.layers.arbiter.BinaryOutputLayerSpace;
import org.binaryconnect.layers.arbiter.ClassificationErrorScore;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.BaseDatasetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** Whole searches on generated data. Arbiter itself takes 2 to 3 seconds for each candidate. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchRunTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path temporary;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final SearchReport report =
            new SearchReport(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private SearchFolder folder;

    @BeforeEach
    void open() throws RunException {
        folder = new SearchFolder(temporary.resolve("search"));
        folder.open();
        RefusingFirst.calls.set(0);
    }

    private static MultiLayerSpace network(int epochs) {
        return SearchSpace.of(Blobs.INPUTS, Blobs.CLASSES, List.of(8, 16, 32), epochs, 1);
    }

    private SearchRun search(
            MultiLayerSpace space,
            int candidates,
            long seed,
            Class<? extends DataSource> source,
            Duration limit) {
        ClassificationErrorScore score = new ClassificationErrorScore(4);
        return new SearchRun(
                space, candidates, seed, source, new Properties(), score, folder, limit);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void equalSeedsGiveEqualResultsAndTheSavedModelsHaveThem() throws IOException, RunException {
        List<CandidateResult> first = search(network(5), 2, 5, Blobs.class, LIMIT).run(report);
        assertEquals(2, first.size());
        assertNotEquals(first.get(0).settings(), first.get(1).settings());
        for (CandidateResult result : first) {
            assertTrue(result.isComplete(), result::failure);
            MultiLayerNetwork saved =
                    ModelSerializer.restoreMultiLayerNetwork(
                            folder.model(result.index()).toFile(), false);
            double error = 1 - saved.evaluate(new Blobs().testData()).accuracy();
            assertEquals(result.score(), error, 1e-12);
        }
        assertEquals(2, output().lines().count());
        assertTrue(output().contains("1/2  candidate 0  width "), output());
        assertTrue(output().contains(" 0 s left"), output());

        folder.open();
        assertFalse(Files.exists(folder.model(0)));
        List<CandidateResult> second = search(network(5), 2, 5, Blobs.class, LIMIT).run(report);
        for (int i = 0; i < 2; i++) {
            assertEquals(first.get(i).settings(), second.get(i).settings());
            assertEquals(first.get(i).score(), second.get(i).score());
        }
    }

    @Test
    void aFailedCandidateIsListedWithItsReason() throws IOException, RunException {
        List<CandidateResult> results =
                search(network(1), 2, 1, RefusingFirst.class, LIMIT).run(report);
        CandidateResult failed = results.get(0);
        assertFalse(failed.isComplete());
        assertEquals("no data today", failed.failure());
        assertNull(failed.score());
        assertTrue(results.get(1).isComplete());
        assertEquals(List.of(results.get(1)), CandidateResult.ranking(results, true));
        assertTrue(output().contains("FAILED: no data today"), output());
        String trace = Files.readString(folder.candidates().resolve("0").resolve("failure.txt"));
        assertTrue(trace.contains("RefusingFirst.configure"), trace);
    }

    @Test
    void candidatesThatCannotBeMadeDoNotStopTheSearch() {
        MultiLayerSpace space =
                new MultiLayerSpace.Builder()
                        .updater(new Adam(1e-3))
                        .addLayer(
                                new BinaryDenseLayerSpace.Builder()
                                        .nIn(Blobs.INPUTS)
                                        .nOut(4)
                                        .clip(new ContinuousParameterSpace(-2, -1))
                                        .build())
                        .addLayer(
                                new BinaryOutputLayerSpace.Builder()
                                        .nIn(4)
                                        .nOut(Blobs.CLASSES)
                                        .build())
                        .build();
        List<CandidateResult> results = search(space, 3, 1, Blobs.class, LIMIT).run(report);
        assertEquals(3, results.size());
        for (CandidateResult result : results) {
            assertNull(result.settings());
            assertTrue(
                    result.failure().startsWith("Weight clip must be finite and above 0, got -1."),
                    result.failure());
        }
        SearchCommand command = new SearchCommand();
        String message =
                assertThrows(
                                RunException.class,
                                () -> command.finish(results, true, null, folder, report))
                        .getMessage();
        assertEquals("no candidate finished; " + folder.results() + " has the reasons", message);
        assertTrue(Files.exists(folder.results()));
        assertTrue(output().contains("Without rank: candidate 2: Weight clip"), output());
    }

    @Test
    void theTimeLimitStopsTheRunningCandidate() {
        long start = System.nanoTime();
        List<CandidateResult> results =
                search(network(1_000_000), 2, 1, Blobs.class, Duration.ofSeconds(3)).run(report);
        assertEquals(1, results.size());
        assertEquals(
                "stopped: the time limit of the search, 3 s, is over", results.get(0).failure());
        assertTrue(System.nanoTime() - start < 20e9);
    }

    @Test
    void aHangingCandidateDoesNotHoldTheSearch() {
        List<CandidateResult> results =
                search(network(1), 2, 1, Hanging.class, Duration.ofSeconds(2))
                        .run(report, Duration.ofSeconds(1));
        assertEquals(1, results.size());
        assertEquals(
                "stopped: the time limit of the search, 2 s, is over", results.get(0).failure());
    }

    /** Refuses the first candidate. */
    public static final class RefusingFirst extends Blobs {

        static final AtomicInteger calls = new AtomicInteger();
        private static final long serialVersionUID = 1L;

        @Override
        public void configure(Properties properties) {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException(
                        "configuration failed", new IOException("no data today"));
            }
        }
    }

    /** Gives an iterator whose batches never come. */
    public static final class Hanging extends Blobs {

        private static final long serialVersionUID = 1L;

        @Override
        public DataSetIterator trainData() {
            return new BaseDatasetIterator(20, 40, null) {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public boolean asyncSupported() {
                    return true;
                }

                @Override
                public DataSet next() {
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("interrupted");
                }
            };
        }
    }
}
