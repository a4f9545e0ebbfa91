package org.binaryconnect.examples.search.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.binaryconnect.examples.search.SmallJob;
import org.binaryconnect.examples.search.job.JobFile;
import org.binaryconnect.examples.search.run.CandidateResult;
import org.binaryconnect.examples.search.run.CandidateRunners;
import org.binaryconnect.examples.search.run.Search;
import org.binaryconnect.examples.search.run.SearchFolder;
import org.binaryconnect.examples.search.run.SearchProgress;
import org.binaryconnect.examples.search.worker.LocalRunners;
import org.binaryconnect.examples.spark.ExecutorKiller;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Candidates on executors that are processes of their own, of which one dies. */
@Tag("spark")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkSearchTest {

    @TempDir Path temporary;

    private List<String> essence(Search search, CandidateRunners where) throws Exception {
        try (where) {
            return search.run(where).results().stream().map(SparkSearchTest::essence).toList();
        }
    }

    private static String essence(CandidateResult result) {
        return result.index()
                + " "
                + result.status()
                + Arrays.toString(result.values())
                + result.errors()
                + result.failure();
    }

    @Test
    void aLostExecutorChangesNothing() throws Exception {
        String text = SmallJob.with("/network/epochs", "40");
        text = SmallJob.with(text, "/generator/candidates", "6");
        JobFile.Loaded loaded = JobFile.read(SmallJob.write(temporary, text));
        SearchProgress silent =
                new SearchProgress(new PrintStream(PrintStream.nullOutputStream()), false);

        SearchFolder here = new SearchFolder(temporary.resolve("here"));
        List<String> expected;
        try (Closeable lock = here.open(loaded.job().identity(), false)) {
            expected =
                    essence(
                            new Search(loaded.job(), loaded.data(), here, silent),
                            new LocalRunners(loaded.job(), here));
        }
        SearchFolder spark = new SearchFolder(temporary.resolve("spark"));
        ExecutorKiller killer;
        try (Closeable lock = spark.open(loaded.job().identity(), false)) {
            CandidateRunners runners = SparkRunners.open("local-cluster[2,1,1024]", loaded.job());
            killer = new ExecutorKiller(SparkContext.getOrCreate(), "collect at SparkRunner");
            killer.arm();
            Search search = new Search(loaded.job(), loaded.data(), spark, silent);
            assertEquals(expected, essence(search, runners));
        }
        assertTrue(killer.hasKilled() && killer.hasLostTask());
        assertEquals(6, expected.size());
    }
}
