package org.binaryconnect.examples.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Method;
import org.binaryconnect.examples.recipe.Noise;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.recipe.Weights;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training on the real data, with a network small enough for seconds an epoch. */
@Tag("data")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TrainingTest {

    private static final Recipe TINY =
            Recipe.DENSE
                    .withHiddenLayers(2)
                    .withWidth(16)
                    .withEpochs(3)
                    .withWeights(Weights.STOCHASTIC)
                    .withHiddenNoise(Noise.dropout(0.1));

    private static TrainingData data;

    @TempDir private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void loadData() throws IOException {
        data = ImageTraining.flat(MnistData.load(MnistFiles.defaultFolder()).imageSets());
    }

    private Path train(Recipe recipe, Path out, boolean restart) throws IOException, RunException {
        Progress progress = new Progress(new PrintStream(printed, true), false, 0);
        MultiLayerConfiguration configuration =
                DenseNetwork.configuration(recipe, MnistData.INPUTS, MnistData.CLASSES);
        return new Training(recipe, configuration, data, out, restart, progress).run().file();
    }

    private static MultiLayerNetwork latest(Path out) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(out.resolve("latest.zip").toFile(), true);
    }

    /** Lines of metrics without the seconds, which differ from run to run. */
    private static List<String> metrics(Path out) throws IOException {
        return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll(",\"(seconds|iterationMilliseconds)\":[^,}]*", ""))
                .toList();
    }

    /**
     * A process of its own is killed in the middle of its second epoch; stochastic and with
     * dropout, so that the draws of both must go on too.
     */
    @Test
    void aKilledRunGoesOnAsIfItHadNeverBeenCut() throws Exception {
        Path whole = folder.resolve("whole");
        Path cut = folder.resolve("cut");
        train(TINY, whole, false);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrainingTest.class.getName(),
                                cut.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
            while (!Files.exists(cut.resolve("latest.zip"))) {
                assertTrue(
                        process.isAlive() && System.nanoTime() < limit,
                        Files.readString(folder.resolve("log")));
                Thread.sleep(20);
            }
            Thread.sleep(300);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(latest(cut).getEpochCount() < TINY.epochs());

        train(TINY, cut, false);

        assertTrue(printed.toString().contains("Going on after epoch"), printed.toString());
        assertEquals(metrics(whole), metrics(cut));
        assertEquals(latest(whole).params(), latest(cut).params());
        assertEquals(
                latest(whole).getUpdater().getStateViewArray(),
                latest(cut).getUpdater().getStateViewArray());
    }

    /** The process that is killed. */
    public static void main(String[] args) throws IOException, RunException {
        loadData();
        new TrainingTest().train(TINY, Path.of(args[0]), false);
    }

    @Test
    void aFinishedRunIsNotTrainedAgainUnlessAskedTo() throws IOException, RunException {
        Recipe one = TINY.withEpochs(1);
        Path best = train(one, folder, false);
        byte[] model = Files.readAllBytes(best);

        train(one, folder, false);
        assertTrue(printed.toString().contains("holds all 1 epochs already"), printed.toString());
        assertEquals(1, metrics(folder).size());

        Files.delete(best);
        train(one, folder, true);
        assertEquals(model.length, Files.size(best));
    }

    @Test
    void aRunOfOtherSettingsIsRefusedAndKept() throws IOException, RunException {
        train(TINY.withEpochs(1), folder, false);
        List<String> before = metrics(folder);

        String message =
                assertThrows(RunException.class, () -> train(TINY.withEpochs(2), folder, false))
                        .getMessage();

        assertTrue(message.contains("other settings") && message.contains("--restart"), message);
        assertEquals(before, metrics(folder));
    }

    @Test
    void aFolderInUseIsRefused() throws IOException, RunException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrainingTest.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            while (process.isAlive() && !Files.exists(folder.resolve("recipe.json"))) {
                Thread.onSpinWait();
            }
            String message =
                    assertThrows(RunException.class, () -> train(TINY, folder, false)).getMessage();
            assertTrue(message.contains("Another process"), message);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void damagedFilesAreNamed() throws IOException, RunException {
        train(TINY.withEpochs(1), folder, false);
        for (String file : List.of("latest.zip", "best.zip", "metrics.jsonl", "recipe.json")) {
            byte[] good = Files.readAllBytes(folder.resolve(file));
            Files.write(folder.resolve(file), new byte[] {'?'});

            String message =
                    assertThrows(RunException.class, () -> train(TINY.withEpochs(1), folder, false))
                            .getMessage();

            assertTrue(message.contains(file) && message.contains("--restart"), message);
            Files.write(folder.resolve(file), good);
        }
    }

    /** What people forget: without the scale of the step the same schedule does far worse. */
    @ParameterizedTest
    @CsvSource({"ADAM, 1e-3, 3e-6, 100", "SGD, 0.3, 0.003, 200"})
    void droppingTheStepScaleAtLeastDoublesTheError(
            Method method, double first, double last, int batch) throws IOException, RunException {
        for (boolean scale : new boolean[] {true, false}) {
            Recipe recipe =
                    Recipe.DENSE
                            .withHiddenLayers(1)
                            .withWidth(64)
                            .withEpochs(2)
                            .withBatchSize(batch)
                            .withMethod(method)
                            .withFirstLearningRate(first)
                            .withLastLearningRate(last)
                            .withScaleStep(scale);
            train(recipe, folder.resolve("scale-" + scale), false);
        }

        double with = error(folder.resolve("scale-true"));
        double without = error(folder.resolve("scale-false"));
        assertTrue(with < 0.10 && without > 2 * with, with + " with, " + without + " without");
    }

    private static double error(Path out) throws IOException {
        List<String> lines = Files.readAllLines(out.resolve("metrics.jsonl"));
        String last = lines.get(lines.size() - 1);
        return Double.parseDouble(last.replaceAll(".*\"validationError\":([^,]*).*", "$1"));
    }

    @Test
    void nothingHalfWrittenStaysBeside() throws IOException, RunException {
        train(TINY.withEpochs(1), folder, false);

        try (var files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
        }
    }
}
