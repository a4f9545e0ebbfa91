package org.binaryconnect.examples.search;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.search.job.JobFile;
import org.binaryconnect.examples.search.run.Search;
import org.binaryconnect.examples.search.run.SearchFolder;
import org.binaryconnect.examples.search.run.SearchProgress;
import org.binaryconnect.examples.search.worker.LocalRunners;
import org.binaryconnect.hwexport.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Candidates a minute, one at a time against two at a time. */
@Command(
        name = "search",
        description =
                "Candidates a minute of an MNIST search, one at a time and two at a time, each with one thread; searches alternate,"
                        + " medians.",
        mixinStandardHelpOptions = true)
public final class SearchBench implements Callable<Integer> {

    private static final String JOB = "/search/throughput.json";

    @Option(names = "--rounds", description = "Searches of each. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Override
    public Integer call() throws IOException, RunException, InterruptedException {
        double[] one = new double[rounds];
        double[] two = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            one[round] = perMinute(1);
            two[round] = perMinute(2);
            System.out.printf(
                    Locale.ROOT,
                    "round %d  one at a time %.2f, two at a time %.2f candidates a minute%n",
                    round + 1,
                    one[round],
                    two[round]);
        }
        System.out.printf(
                Locale.ROOT,
                "median   %.2f and %.2f: %.2f times%n",
                StatUtils.percentile(one, 50),
                StatUtils.percentile(two, 50),
                StatUtils.percentile(two, 50) / StatUtils.percentile(one, 50));
        return 0;
    }

    /** A whole search, the start of its processes included. */
    private static double perMinute(int parallel)
            throws IOException, RunException, InterruptedException {
        try (TemporaryFolder temporary = new TemporaryFolder("bc-search");
                InputStream template = SearchBench.class.getResourceAsStream(JOB)) {
            String text =
                    new String(template.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("\"parallel\": 1", "\"parallel\": " + parallel);
            Path file = Files.writeString(temporary.path().resolve("job.json"), text);
            JobFile.Loaded loaded = JobFile.read(file);
            SearchFolder folder = new SearchFolder(temporary.path().resolve("search"));
            try (Closeable lock = folder.open(loaded.job().identity(), false)) {
                SearchProgress silent =
                        new SearchProgress(new PrintStream(PrintStream.nullOutputStream()), false);
                Search search = new Search(loaded.job(), loaded.data(), folder, silent);
                long start = System.nanoTime();
                search.run(new LocalRunners(loaded.job(), folder));
                return loaded.job().generator().candidates() * 60e9 / (System.nanoTime() - start);
            }
        }
    }
}
