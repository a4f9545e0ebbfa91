package org.binaryconnect.examples.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.search.SmallJob;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.job.JobFile;
import org.binaryconnect.examples.search.run.CandidateResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The course of searches whose candidates are not trained: their errors follow from their
 * configuration.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchTest {

    @TempDir Path temporary;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Integer> run = Collections.synchronizedList(new ArrayList<>());

    /** Takes a random time, and gives errors that follow from the configuration. */
    private final class Pretended implements CandidateRunner {

        private final Random delays;
        private final Function<CandidateTask, TrainedCandidate> training;

        Pretended(long seed, Function<CandidateTask, TrainedCandidate> training) {
            this.delays = new Random(seed);
            this.training = training;
        }

        @Override
        public TrainedCandidate run(CandidateTask task, IntConsumer epochDone)
                throws InterruptedException {
            Thread.sleep(delays.nextInt(40));
            run.add(task.index());
            return training.apply(task);
        }

        @Override
        public void close() {}
    }

    private static TrainedCandidate errors(CandidateTask task) {
        double last = new Random(task.configuration().hashCode()).nextDouble();
        List<Double> errors = new ArrayList<>();
        for (int epoch = 0; epoch < task.epochs(); epoch++) {
            double error = last + 0.1 * (task.epochs() - 1 - epoch);
            errors.add(error);
            Double limit = task.stopAbove().get(epoch);
            if (limit != null && error > limit) {
                return new TrainedCandidate(errors, true, null, 1, 1, new byte[] {1});
            }
        }
        return new TrainedCandidate(errors, false, null, 1, 1, new byte[] {1});
    }

    private Search.Outcome search(
            String text,
            String name,
            long delays,
            Function<CandidateTask, TrainedCandidate> training)
            throws IOException, RunException, InterruptedException {
        JobFile.Loaded loaded = JobFile.read(SmallJob.write(temporary, text));
        SearchFolder folder = new SearchFolder(temporary.resolve(name));
        SearchProgress progress =
                new SearchProgress(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        try (Closeable lock = folder.open(loaded.job().identity(), false)) {
            return new Search(loaded.job(), loaded.data(), folder, progress)
                    .run(
                            new CandidateRunners() {
                                @Override
                                public CandidateRunner runner(int slot) {
                                    return new Pretended(delays + slot, training);
                                }

                                @Override
                                public void close() {}
                            });
        }
    }

    /** What does not depend on the clock. */
    private static List<String> essence(Search.Outcome outcome) {
        return outcome.results().stream()
                .map(
                        result ->
                                result.index()
                                        + " "
                                        + result.status()
                                        + Arrays.toString(result.values())
                                        + result.errors()
                                        + result.cost())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"RANDOM\", \"candidates\": 24}",
                "{\"type\": \"GRID\", \"points\": 3}",
                "{\"type\": \"GENETIC\", \"candidates\": 24, \"population\": 6}"
            })
    void resultsDoNotDependOnWhichCandidateEndsFirst(String generator) throws Exception {
        String text = SmallJob.with("/generator", generator);
        text = SmallJob.with(text, "/earlyStopping", "{\"afterCandidates\": 3}");
        text = SmallJob.with(text, "/parallel", "3");
        Search.Outcome first = search(text, "first", 1, SearchTest::errors);
        Search.Outcome second = search(text, "second", 1000, SearchTest::errors);
        assertEquals(essence(first), essence(second));
        int expected = generator.contains("GRID") ? 3 * 3 * 2 : 24;
        assertEquals(expected, first.results().size());
        assertTrue(first.results().stream().anyMatch(r -> r.status() == Status.STOPPED));
        assertTrue(first.results().stream().anyMatch(CandidateResult::isComplete));
        assertEquals(2 * expected, run.size());
    }

    @Test
    void otherSeedsDrawOtherCandidates() throws Exception {
        Search.Outcome first = search(SmallJob.with("/seed", "1"), "first", 1, SearchTest::errors);
        Search.Outcome second =
                search(SmallJob.with("/seed", "2"), "second", 1, SearchTest::errors);
        assertNotEquals(essence(first), essence(second));
    }

    @Test
    void geneticSearchLearnsFromResults() throws Exception {
        String text =
                SmallJob.with(
                        "/generator",
                        "{\"type\": \"GENETIC\", \"candidates\": 40, \"population\": 8, \"mutation\": 0.1}");
        // The narrower the better.
        Search.Outcome outcome =
                search(
                        text,
                        "genetic",
                        1,
                        task -> {
                            String width =
                                    task.configuration()
                                            .replaceAll("(?s).*?\"nout\" : (\\d+).*", "$1");
                            double error = Integer.parseInt(width) / 100.0;
                            return new TrainedCandidate(
                                    List.of(error), false, null, 1, 1, new byte[] {1});
                        });
        List<CandidateResult> all = outcome.results();
        double early =
                all.subList(0, 8).stream()
                        .mapToDouble(CandidateResult::error)
                        .average()
                        .orElseThrow();
        double late =
                all.subList(30, 40).stream()
                        .mapToDouble(CandidateResult::error)
                        .average()
                        .orElseThrow();
        assertTrue(late < 0.7 * early, () -> early + " then " + late);
    }

    @Test
    void aCandidateThatFailsIsListedAndTheOthersGoOn() throws Exception {
        Search.Outcome outcome =
                search(
                        SmallJob.with("/seed", "1"),
                        "failing",
                        1,
                        task ->
                                task.index() == 2
                                        ? TrainedCandidate.failed("broke down")
                                        : errors(task));
        CandidateResult failed = outcome.results().get(2);
        assertEquals(Status.FAILED, failed.status());
        assertEquals("broke down", failed.failure());
        assertEquals(7, outcome.results().stream().filter(CandidateResult::isComplete).count());
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("FAILED: broke down"));
    }

    @Test
    void candidatesThatCannotBeMadeDoNotStopTheSearch() throws Exception {
        String text = SmallJob.with("/parameters/clip", "{\"reals\": [-2, -1]}");
        text = SmallJob.with(text, "/network/layers/0/clip", "\"$clip\"");
        Search.Outcome outcome = search(text, "impossible", 1, SearchTest::errors);
        assertEquals(List.of(), run);
        assertEquals(8, outcome.results().size());
        for (CandidateResult result : outcome.results()) {
            assertEquals(Status.FAILED, result.status());
            assertTrue(
                    result.failure()
                            .startsWith(
                                    "cannot be made: Weight clip must be finite and above 0, got -1."),
                    result.failure());
        }
    }

    @Test
    void whatRunsWhenTheTimeIsOverIsNotFinished() throws Exception {
        String text = SmallJob.with("/seed", "1");
        JobFile.Loaded loaded = JobFile.read(SmallJob.write(temporary, text));
        SearchFolder folder = new SearchFolder(temporary.resolve("stopped"));
        SearchProgress progress =
                new SearchProgress(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        try (Closeable lock = folder.open(loaded.job().identity(), false)) {
            Search search = new Search(loaded.job(), loaded.data(), folder, progress);
            CandidateRunners hanging =
                    new CandidateRunners() {
                        @Override
                        public CandidateRunner runner(int slot) {
                            return new Hanging();
                        }

                        @Override
                        public void close() {}
                    };
            try (TimeLimit time = new TimeLimit(Duration.ofMillis(500), search::stop)) {
                assertEquals(List.of(), search.run(hanging).results());
                assertTrue(time.isOver());
            }
            assertEquals(Map.of(), folder.stored());
        }
    }

    /** Runs until it is closed. */
    private static final class Hanging implements CandidateRunner {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public TrainedCandidate run(CandidateTask task, IntConsumer epochDone)
                throws InterruptedException {
            closed.await();
            throw new InterruptedException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void whatExceedsTheDeviceIsNotTrained() throws Exception {
        long limit =
                search(SmallJob.with("/seed", "1"), "unlimited", 1, SearchTest::errors)
                        .results()
                        .get(0)
                        .cost()
                        .flash();
        run.clear();
        String text = SmallJob.with("/objectives/flash", "{\"limit\": %d}".formatted(limit));
        Search.Outcome outcome = search(text, "limited", 1, SearchTest::errors);
        for (CandidateResult result : outcome.results()) {
            boolean fits = result.cost().flash() <= limit;
            assertEquals(fits ? Status.COMPLETE : Status.INFEASIBLE, result.status());
            assertEquals(fits, run.contains(result.index()));
        }
        assertEquals(8, run.size());
        assertTrue(outcome.results().size() > 8);
    }

    @Test
    void aSpaceWhereNothingFitsEnds() throws Exception {
        String text = SmallJob.with("/objectives/flash", "{\"limit\": 100}");
        text = SmallJob.with(text, "/generator/candidates", "1");
        Search.Outcome outcome = search(text, "impossible", 1, SearchTest::errors);
        assertEquals(List.of(), run);
        assertEquals(100, outcome.results().size());
    }

    @Test
    void aSearchGoesOnWithWhatIsFinished() throws Exception {
        String text = SmallJob.with("/seed", "3");
        Search.Outcome whole = search(text, "whole", 1, SearchTest::errors);
        run.clear();
        assertThrows(
                IOException.class,
                () ->
                        search(
                                text,
                                "resumed",
                                5,
                                task -> {
                                    if (task.index() == 5) {
                                        throw new IllegalStateException("power failure");
                                    }
                                    return errors(task);
                                }));
        List<Integer> before = List.copyOf(run.subList(0, run.size()));
        Search.Outcome resumed = search(text, "resumed", 9, SearchTest::errors);
        assertEquals(essence(whole), essence(resumed));
        assertTrue(before.size() >= 4);
        List<Integer> again = new ArrayList<>(run);
        new TreeSet<>(again).forEach(again::remove);
        // Those that were running when it broke off.
        assertTrue(again.size() <= 2, () -> "run twice: " + again);
        refuses("resumed", SmallJob.with("/seed", "4"));
    }

    private void refuses(String folder, String text) {
        RunException changed =
                assertThrows(RunException.class, () -> search(text, folder, 1, SearchTest::errors));
        assertTrue(changed.getMessage().contains("holds a search of another job"));
    }

    @Test
    void aSearchThatFinishedNothingMakesRoomForAnother() throws Exception {
        SearchFolder folder = new SearchFolder(temporary.resolve("begun"));
        folder.open("one", false).close();
        Files.createDirectories(folder.model(3).getParent());
        Files.writeString(folder.model(3), "of the one");
        folder.open("another", false).close();
        assertEquals("another", Files.readString(folder.file("job.json")));
        assertFalse(Files.exists(folder.model(3)));
    }

    @Test
    void withMoreTimeItIsTheSameJob() throws Exception {
        String text = SmallJob.with("/limits", "{\"minutes\": 1}");
        search(text, "timed", 1, SearchTest::errors);
        run.clear();
        search(
                "// longer\n" + SmallJob.with("/limits", "{\"minutes\": 2}"),
                "timed",
                1,
                SearchTest::errors);
        search(SmallJob.with("/seed", "1"), "timed", 1, SearchTest::errors);
        assertEquals(List.of(), run);
        refuses("timed", SmallJob.with("/limits", "{\"candidateMinutes\": 2}"));
        refuses("timed", SmallJob.with("/threads", "2"));
    }
}
