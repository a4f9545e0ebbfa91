package org.binaryconnect.examples.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Noise;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    private static final RunResult ONE = result("deterministic", Recipe.DENSE, 0.0123);
    private static final RunResult OTHER =
            new RunResult(
                    "dropout",
                    Recipe.DENSE
                            .withWeights(Weights.REAL)
                            .withHiddenNoise(Noise.dropout(0.5))
                            .withSeed(2),
                    7,
                    0.011,
                    0.0101,
                    null,
                    42.5,
                    600);

    @TempDir private Path folder;

    private static RunResult result(String row, Recipe recipe, double error) {
        return new RunResult(row, recipe, 9, 0.012, error, error, 40, 500);
    }

    private ResultsFile results() {
        return new ResultsFile(folder.resolve("made"));
    }

    @Test
    void whatIsAddedIsReadAgain() throws IOException, RunException {
        assertEquals(List.of(), results().read());

        results().add(ONE);
        results().add(OTHER);

        assertEquals(List.of(ONE, OTHER), results().read());
        assertEquals(2, Files.readAllLines(results().path()).size());
    }

    @Test
    void aResultIsFoundByRowAndRecipe() throws IOException, RunException {
        results().add(ONE);

        assertEquals(Optional.of(ONE), results().find("deterministic", Recipe.DENSE));
        assertEquals(Optional.empty(), results().find("stochastic", Recipe.DENSE));
        assertEquals(Optional.empty(), results().find("deterministic", Recipe.DENSE.withSeed(2)));
        assertEquals(Optional.empty(), results().find("deterministic", Recipe.DENSE.withEpochs(3)));
    }

    @Test
    void aRunThatAnotherProcessHasAddedIsNotAddedAgain() throws IOException, RunException {
        results().add(ONE);

        assertEquals(ONE, results().add(result(ONE.row(), ONE.recipe(), 0.02)));
        assertEquals(List.of(ONE), results().read());
    }

    @Test
    void aRemovedResultLeavesTheOthers() throws IOException, RunException {
        results().add(ONE);
        results().add(OTHER);

        results().remove(ONE.row(), ONE.recipe());

        assertEquals(List.of(OTHER), results().read());
    }

    @Test
    void processesThatAddAtOnceLoseNothing()
            throws IOException, RunException, InterruptedException {
        int processes = 3;
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            running.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Adding.class.getName(),
                                    results().path().getParent().toString(),
                                    Integer.toString(i))
                            .inheritIO()
                            .start());
        }
        for (Process process : running) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(processes * Adding.LINES, results().read().size());
    }

    /** A process of its own. */
    static final class Adding {

        static final int LINES = 100;

        private Adding() {}

        public static void main(String[] arguments) throws IOException, RunException {
            ResultsFile results = new ResultsFile(Path.of(arguments[0]));
            for (int seed = 0; seed < LINES; seed++) {
                results.add(result("row " + arguments[1], Recipe.DENSE.withSeed(seed), 0.01));
            }
        }
    }

    @Test
    void aFolderIsOfOneDataSet() throws IOException, RunException {
        results().claim("MNIST");
        results().claim("MNIST");

        RunException other =
                assertThrows(RunException.class, () -> results().claim("Fashion-MNIST"));

        assertTrue(
                other.getMessage().contains("holds runs on MNIST, not on Fashion-MNIST"),
                other::getMessage);
    }

    @Test
    void aDamagedLineIsNamed() throws IOException, RunException {
        results().add(ONE);
        Files.writeString(results().path(), "{\"row\":\n", StandardOpenOption.APPEND);

        String message = assertThrows(RunException.class, () -> results().add(OTHER)).getMessage();

        assertTrue(message.contains("line 2") && message.lines().count() == 1, message);
    }
}
