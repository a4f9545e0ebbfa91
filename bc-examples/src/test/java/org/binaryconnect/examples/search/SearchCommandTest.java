package org.binaryconnect.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.examples.search.job.JobFile;
import org.binaryconnect.examples.search.worker.LocalRunner;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.layers.training.ClassificationError;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whole searches on generated data, in worker processes. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchCommandTest {

    @TempDir Path temporary;

    private static int search(Path job, Path out) {
        return new CommandLine(new SearchCommand())
                .execute(job.toString(), "--out", out.toString());
    }

    private static List<CSVRecord> rows(Path out) throws IOException {
        try (CSVParser csv =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .build()
                        .parse(Files.newBufferedReader(out.resolve("results.csv")))) {
            return csv.getRecords();
        }
    }

    @Test
    void theSavedModelsHaveTheErrorsOfTheTable() throws Exception {
        Path job = SmallJob.write(temporary, SmallJob.with("/generator/candidates", "3"));
        Path out = temporary.resolve("out");
        assertEquals(0, search(job, out));
        JobFile.Loaded loaded = JobFile.read(job);
        List<CSVRecord> rows = rows(out);
        assertEquals(3, rows.size());
        double last = 0;
        for (CSVRecord row : rows) {
            Path model = out.resolve("candidates/" + row.get("candidate") + "/model.zip");
            double error =
                    ClassificationError.of(
                            ModelReader.load(model.toFile()), loaded.data().validation());
            double told = Double.parseDouble(row.get("validation error %"));
            assertEquals(100 * error, told, 0.005);
            assertTrue(told >= last, "ordered by error");
            last = told;
            boolean isFinalist = row.get("front").equals("*");
            assertEquals(isFinalist, !row.get("exported test error %").isEmpty());
        }
        String best = rows.get(0).get("candidate");
        assertEquals(
                -1,
                Files.mismatch(
                        out.resolve("best.zip"), out.resolve("candidates/" + best + "/model.zip")));
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("<tr class=\"best\"><td>" + best + "</td>"));
        String markup = page.replaceAll("(?s)<script>.*?</script>", "");
        assertFalse(markup.matches("(?s).* (src|href)=.*"), "needs other files");

        byte[] first = Files.readAllBytes(out.resolve("candidates/0/result.json"));
        assertEquals(0, search(job, out));
        assertEquals(
                new String(first),
                Files.readString(out.resolve("candidates/0/result.json")),
                "finished candidates are not trained again");
    }

    /** The example that is shipped, shortened. */
    @Test
    @Tag("data")
    void twoCandidatesOfOneEpochAreRankedOnTheRealData() throws Exception {
        String text =
                Files.readString(Path.of("jobs", "mnist-32k.json"))
                        .replace("\"candidates\": 30", "\"candidates\": 2")
                        .replace("\"epochs\": 12", "\"epochs\": 1");
        Path out = temporary.resolve("mnist");
        assertEquals(0, search(Files.writeString(temporary.resolve("job.json"), text), out));
        List<CSVRecord> complete =
                rows(out).stream().filter(row -> row.get("status").equals("complete")).toList();
        assertEquals(2, complete.size());
        double last = 0;
        for (CSVRecord row : complete) {
            double error = Double.parseDouble(row.get("validation error %"));
            assertTrue(error >= last && error < 25, () -> "error " + error);
            last = error;
            assertEquals("1", row.get("epochs"));
            assertTrue(Long.parseLong(row.get("flash")) <= 32768);
            assertTrue(Long.parseLong(row.get("ram")) <= 8192);
        }
        assertFalse(complete.get(0).get("exported test error %").isEmpty());
    }

    private LocalRunner runner(Job job, Duration limit) {
        return new LocalRunner(job.data(), 1, limit, temporary.resolve("worker.log"));
    }

    private static CandidateTask task(Job job, int epochs) {
        DL4JConfiguration network =
                (DL4JConfiguration)
                        job.generator().generator(job.space(), 1).getCandidate().getValue();
        return new CandidateTask(
                0,
                network.getMultiLayerConfiguration().toJson(),
                false,
                epochs,
                1,
                Collections.nCopies(epochs, null));
    }

    @Test
    void aCandidateThatTakesTooLongIsEnded() throws Exception {
        Job job = JobFile.read(SmallJob.write(temporary)).job();
        try (LocalRunner runner = runner(job, Duration.ofSeconds(8))) {
            TrainedCandidate outcome = runner.run(task(job, 1_000_000), epoch -> {});
            assertTrue(outcome.failure().startsWith("took more than "), outcome.failure());
            assertEquals(2, runner.run(task(job, 2), epoch -> {}).errors().size());
        }
    }

    @Test
    void aWorkerThatDiesOnceIsReplacedAndOneThatDiesTwiceIsAFailure() throws Exception {
        Job job = JobFile.read(SmallJob.write(temporary)).job();
        try (LocalRunner runner = runner(job, Duration.ofMinutes(5))) {
            assertEquals(2, killing(runner, task(job, 2), 0).errors().size());
            TrainedCandidate outcome = killing(runner, task(job, 1_000_000), 2);
            assertTrue(
                    outcome.failure().startsWith("its process ended twice, with code 137"),
                    outcome.failure());
            assertEquals(300, killing(runner, task(job, 300), 1).errors().size());
        }
    }

    /** Runs a candidate, and kills its process a number of times once it trains. */
    private static TrainedCandidate killing(LocalRunner runner, CandidateTask task, int kills)
            throws Exception {
        int[] left = {kills};
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return runner.run(
                                        task,
                                        epoch -> {
                                            if (left[0] > 0 && epoch == 2) {
                                                left[0]--;
                                                ProcessHandle.current()
                                                        .children()
                                                        .forEach(ProcessHandle::destroyForcibly);
                                            }
                                        });
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .get(200, TimeUnit.SECONDS);
    }
}
