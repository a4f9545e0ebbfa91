package org.binaryconnect.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.binaryconnect.hwexport.read.ModelReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SearchCommandTest {

    @TempDir Path temporary;

    @Test
    void wrongValuesAreRefusedByName() {
        for (String option : List.of("--candidates", "--epochs", "--minutes")) {
            StringWriter error = new StringWriter();
            int exit =
                    new CommandLine(new SearchCommand())
                            .setErr(new PrintWriter(error))
                            .execute(option, "0", "--out", temporary.resolve("none").toString());
            assertEquals(CommandLine.ExitCode.USAGE, exit);
            assertTrue(
                    error.toString().startsWith(option + " must be at least 1, got 0"),
                    error.toString());
        }
        assertTrue(Files.notExists(temporary.resolve("none")));
    }

    @Test
    @Tag("data")
    void twoCandidatesOfOneEpochAreRankedOnTheRealData() throws IOException {
        Path folder = temporary.resolve("search");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int exit;
        try {
            exit =
                    new CommandLine(new SearchCommand())
                            .execute(
                                    "--candidates",
                                    "2",
                                    "--epochs",
                                    "1",
                                    "--minutes",
                                    "4",
                                    "--out",
                                    folder.toString());
        } finally {
            System.setOut(standard);
        }
        String output = printed.toString(StandardCharsets.UTF_8);
        assertEquals(0, exit, output);
        assertTrue(output.contains("2/2  candidate 1  width "), output);
        List<String> ranking = output.lines().dropWhile(line -> !line.startsWith("rank")).toList();
        assertTrue(ranking.get(1).strip().startsWith("1 "), output);
        assertTrue(ranking.get(2).strip().startsWith("2 "), output);
        assertTrue(
                output.endsWith(
                        "Best model " + folder.resolve("best.zip") + System.lineSeparator()),
                output);

        JsonNode results = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
        JsonNode best = results.get("candidates").get(0);
        JsonNode second = results.get("candidates").get(1);
        assertEquals(1, best.get("rank").asInt());
        assertEquals(2, results.get("candidates").size());
        assertTrue(
                best.get("validationError").asDouble() <= second.get("validationError").asDouble());
        assertTrue(second.get("validationError").asDouble() < 0.2, results.toString());
        assertTrue(best.get("testError").asDouble() < 0.2, results.toString());
        assertTrue(Files.exists(folder.resolve(second.get("model").asText())));
        // Whatever is ranked can be exported.
        ModelReader.read(ModelReader.load(folder.resolve("best.zip").toFile()), 784);
    }
}
