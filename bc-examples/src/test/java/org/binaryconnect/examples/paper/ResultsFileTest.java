package org.binaryconnect.examples.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private Path file() {
        return folder.resolve("made/results.jsonl");
    }

    @Test
    void whatIsAppendedIsReadAgain() throws IOException, RunException {
        ResultsFile results = new ResultsFile(file());
        assertEquals(List.of(), results.read());

        results.append(ONE);
        new ResultsFile(file()).append(OTHER);

        assertEquals(List.of(ONE, OTHER), results.read());
        assertEquals(2, Files.readAllLines(file()).size());
    }

    @Test
    void aResultIsFoundByRowAndRecipe() throws IOException, RunException {
        ResultsFile results = new ResultsFile(file());
        results.append(ONE);

        assertEquals(Optional.of(ONE), results.find("deterministic", Recipe.DENSE));
        assertEquals(Optional.empty(), results.find("stochastic", Recipe.DENSE));
        assertEquals(Optional.empty(), results.find("deterministic", Recipe.DENSE.withSeed(2)));
        assertEquals(Optional.empty(), results.find("deterministic", Recipe.DENSE.withEpochs(3)));
    }

    /** Wherever a kill cuts the line, the run is as if it had not been appended. */
    @Test
    void aLastLineThatIsCutShortIsDroppedAndWrittenOver() throws IOException, RunException {
        ResultsFile results = new ResultsFile(file());
        results.append(ONE);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 1; length < whole.length; length++) {
            Files.write(file(), whole);
            Files.write(file(), java.util.Arrays.copyOf(whole, length), StandardOpenOption.APPEND);
            assertEquals(List.of(ONE), results.read());

            results.append(OTHER);

            assertEquals(List.of(ONE, OTHER), results.read());
        }
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        ResultsFile results = new ResultsFile(file());
        results.append(ONE);
        Files.writeString(file(), "{\"row\":\n", StandardOpenOption.APPEND);
        results.append(OTHER);

        String message = assertThrows(RunException.class, results::read).getMessage();

        assertTrue(message.contains("line 2") && message.lines().count() == 1, message);
    }
}
