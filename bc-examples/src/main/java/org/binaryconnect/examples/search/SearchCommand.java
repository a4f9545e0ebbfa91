package org.binaryconnect.examples.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.job.JobFile;
import org.binaryconnect.examples.search.report.ResultFiles;
import org.binaryconnect.examples.search.report.ResultTable;
import org.binaryconnect.examples.search.report.SearchResults;
import org.binaryconnect.examples.search.run.CandidateRunners;
import org.binaryconnect.examples.search.run.Search;
import org.binaryconnect.examples.search.run.SearchFolder;
import org.binaryconnect.examples.search.run.SearchProgress;
import org.binaryconnect.examples.search.spark.SparkRunners;
import org.binaryconnect.examples.search.worker.LocalRunners;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a search that a job file declares. */
@Command(
        name = "search",
        description =
                "Search hyperparameters of binary networks with Arbiter, by validation error and by what the networks cost on a"
                        + " device. A search that was interrupted goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SearchCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "JOB",
            description = "JSON file that declares the search; see SEARCH.md.")
    private Path job;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the search. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs/search")
    private Path out;

    @Option(
            names = "--restart",
            description = "Throw away what is in the folder, instead of going on with it.")
    private boolean restart;

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description =
                    "Train candidates on Spark: local[THREADS], local-cluster[EXECUTORS,CORES,MEGABYTES] or spark://HOST:PORT.")
    private String master;

    @Override
    public Integer call() throws IOException, RunException, InterruptedException {
        JobFile.Loaded loaded = JobFile.read(job);
        SearchFolder folder = new SearchFolder(out);
        try (Closeable lock = folder.open(loaded.job().identity(), restart)) {
            return run(loaded, folder);
        }
    }

    private int run(JobFile.Loaded loaded, SearchFolder folder)
            throws IOException, RunException, InterruptedException {
        Job job = loaded.job();
        Search search = new Search(job, loaded.data(), folder, new SearchProgress());
        Thread interruption =
                new Thread(
                        () -> {
                            search.stop();
                            System.err.println(
                                    "bc: interrupted; the same command goes on with the search");
                        });
        Runtime.getRuntime().addShutdownHook(interruption);
        Search.Outcome outcome;
        boolean isInterrupted;
        try (CandidateRunners where = runners(job, folder)) {
            outcome = search.run(where);
        } finally {
            isInterrupted = !removed(interruption);
        }
        if (isInterrupted) {
            return 1;
        }
        SearchResults results = SearchResults.of(job, loaded.data(), outcome, folder);
        ResultFiles.write(results, folder);
        ResultTable.print(results, folder, System.out);
        if (results.best().isEmpty()) {
            throw new RunException(
                    "no candidate is complete; %s has the reasons"
                            .formatted(folder.file("results.csv")));
        }
        return 0;
    }

    /** Not if the process is ending: then what is there now is no result. */
    private static boolean removed(Thread interruption) {
        try {
            return Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Spark's classes are loaded only if they are needed. */
    private CandidateRunners runners(Job job, SearchFolder folder) throws RunException {
        return master == null ? new LocalRunners(job, folder) : SparkRunners.open(master, job);
    }
}
