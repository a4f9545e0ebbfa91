package org.binaryconnect.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.binaryconnect.examples.cli.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A search in a process that is killed ten times, against one that is left alone. */
@Tag("slow")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledSearchTest {

    private static final int KILLS = 10;

    @TempDir Path temporary;

    private Process start(Path job, Path out) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "search",
                                job.toString(),
                                "--out",
                                out.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(temporary.resolve("log").toFile()))
                .start();
    }

    /** The bytes of all finished candidates; their results hold the time that they took. */
    private static Map<String, String> finished(Path out) throws IOException {
        Map<String, String> finished = new TreeMap<>();
        Path candidates = out.resolve("candidates");
        if (Files.exists(candidates)) {
            try (Stream<Path> all = Files.list(candidates)) {
                for (Path folder : all.toList()) {
                    Path result = folder.resolve("result.json");
                    if (Files.exists(result)) {
                        finished.put(folder.getFileName().toString(), Files.readString(result));
                    }
                }
            }
        }
        return finished;
    }

    /** Without the time of writing, which DL4J's zip files hold. */
    private static Map<String, Integer> entries(Path file) throws IOException {
        Map<String, Integer> entries = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                entries.put(entry.getName(), Arrays.hashCode(bytes));
            }
        }
        return entries;
    }

    private static void awaitMore(Path out, int count, Process search) throws Exception {
        while (finished(out).size() <= count && search.isAlive()) {
            Thread.sleep(100);
        }
    }

    /** The results without the time that they took. */
    private static List<String> rows(Path out) throws IOException {
        return Files.readAllLines(out.resolve("results.csv")).stream()
                .map(line -> line.replaceAll(",[\\d.]+,[^,]*$", ""))
                .toList();
    }

    @Test
    void nothingIsLostAndNothingRunTwice() throws Exception {
        String text = SmallJob.with("/network/epochs", "40");
        text = SmallJob.with(text, "/generator/candidates", "24");
        text = SmallJob.with(text, "/earlyStopping", "{\"afterEpochs\": 10}");
        Path job = SmallJob.write(temporary, text);
        Path alone = temporary.resolve("alone");
        assertEquals(0, start(job, alone).waitFor());

        Path killed = temporary.resolve("killed");
        Random moments = new Random(7);
        Map<String, String> before = Map.of();
        for (int kill = 0; kill < KILLS; kill++) {
            Process search = start(job, killed);
            // Each second time it is left to finish a candidate; else it may not even have begun.
            if (kill % 2 == 1) {
                awaitMore(killed, before.size(), search);
            }
            int moment = moments.nextInt(kill % 2 == 1 ? 1500 : 6000);
            boolean ended = search.waitFor(moment, TimeUnit.MILLISECONDS);
            assertFalse(ended, () -> "ended before kill; give it more to do");
            List<ProcessHandle> workers = search.children().toList();
            search.destroyForcibly().waitFor();
            for (ProcessHandle worker : workers) {
                worker.onExit().get(10, TimeUnit.SECONDS);
            }
            Map<String, String> after = finished(killed);
            for (Map.Entry<String, String> entry : before.entrySet()) {
                assertEquals(entry.getValue(), after.get(entry.getKey()));
            }
            before = after;
        }
        assertTrue(before.size() >= KILLS / 2);
        assertEquals(0, start(job, killed).waitFor());
        Map<String, String> after = finished(killed);
        before.forEach((candidate, result) -> assertEquals(result, after.get(candidate)));
        assertEquals(rows(alone), rows(killed));
        assertEquals(entries(alone.resolve("best.zip")), entries(killed.resolve("best.zip")));
    }
}
