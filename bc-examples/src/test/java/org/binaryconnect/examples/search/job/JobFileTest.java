package org.binaryconnect.examples.search.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.binaryconnect.examples.data.DataException;
import org.binaryconnect.examples.search.SmallJob;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.Bop;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.ISchedule;

class JobFileTest {

    @TempDir Path folder;

    private Job read(String text) throws IOException {
        return JobFile.read(SmallJob.write(folder, text)).job();
    }

    private static Object draw(Job job) {
        Candidate<?> candidate = job.generator().generator(job.space(), job.seed()).getCandidate();
        assertEquals(null, candidate.getException());
        return candidate.getValue();
    }

    @Test
    void whatItSaysReachesTheCandidates() throws IOException {
        String text = SmallJob.with("/parameters/mode", "{\"values\": [\"stochastic\"]}");
        Job job = read(SmallJob.with(text, "/parameters/width", "{\"integers\": [7, 7]}"));
        MultiLayerConfiguration network =
                ((DL4JConfiguration) draw(job)).getMultiLayerConfiguration();
        BinaryDenseLayer first =
                assertInstanceOf(BinaryDenseLayer.class, network.getConf(0).getLayer());
        assertEquals(7, first.getNOut());
        assertEquals(8, first.getNIn());
        assertEquals(Binarization.STOCHASTIC, first.getBinaryWeights().getBinarization());
        BinaryConnectUpdater updater =
                assertInstanceOf(BinaryConnectUpdater.class, first.getIUpdater());
        double rate = updater.getLearningRate(0, 0);
        assertTrue(rate >= 0.003 && rate <= 0.1, () -> "rate " + rate);
        assertEquals(List.of("width", "rate", "mode"), List.copyOf(job.parameters().keySet()));
    }

    @Test
    void aBlockIsRepeatedAsOftenAsItsParameterSays() throws IOException {
        String block =
                """
                {"repeat": "$width", "layers": [
                  {"type": "BinaryDenseLayer", "nOut": 5, "binarization": "$mode"},
                  {"type": "BatchNormalization"}]}
                """;
        String text = SmallJob.with("/network/layers/0", block);
        Job job = read(SmallJob.with(text, "/parameters/width", "{\"integers\": [3, 3]}"));
        MultiLayerConfiguration network =
                ((DL4JConfiguration) draw(job)).getMultiLayerConfiguration();
        assertEquals(3 * 2 + 3, network.getConfs().size());
    }

    @Test
    void bopsGammaFallsOverTheEpochsOfACandidate() throws IOException {
        String updater =
                """
                {"type": "Bop", "optimizer": {"type": "Optimizer", "learningRate": "$rate"},
                 "gamma": 0.01, "finalGamma": 0.1}
                """;
        Job job = read(SmallJob.with("/network/updater", updater));
        MultiLayerConfiguration network =
                ((DL4JConfiguration) draw(job)).getMultiLayerConfiguration();
        BinaryDenseLayer first = (BinaryDenseLayer) network.getConf(0).getLayer();
        ISchedule gamma = assertInstanceOf(Bop.class, first.getIUpdater()).getGamma();
        assertEquals(0.01, gamma.valueAt(0, 0), 1e-9);
        assertTrue(gamma.valueAt(0, 3) < 0.002);
    }

    @Test
    void layersThatNameTheirInputsMakeAGraph() throws IOException {
        String layers =
                """
                [{"name": "a", "inputs": ["input"], "type": "BinaryDenseLayer", "nOut": "$width", "binarization": "$mode"},
                 {"name": "b", "inputs": ["input"], "type": "BinaryDenseLayer", "nOut": "$width"},
                 {"name": "sum", "inputs": ["a", "b"], "type": "ElementWiseVertex", "op": "Add"},
                 {"name": "output", "inputs": ["sum"], "type": "BinaryOutputLayer", "nOut": 3}]
                """;
        Job job = read(SmallJob.with("/network/layers", layers));
        GraphConfiguration graph = assertInstanceOf(GraphConfiguration.class, draw(job));
        assertEquals(4, graph.getConfiguration().getVertices().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/network/layers/0/type | \"BinaryDens\" | $.network.layers[0].type \"BinaryDens\" is no layer; there are ActivationLayer, ",
                "/network/layers/0/nOuts | 3 | $.network.layers[0].nOuts is unknown; there are activation, ",
                "/network/layers/0/nOut | \"wide\" | $.network.layers[0].nOut must be a whole number, is \"wide\"",
                "/network/layers/0/nOut | \"$with\" | $.network.layers[0].nOut refers to \"with\", but $.parameters has width, rate, mode",
                "/network/layers/0/nOut | \"$rate\" | $.network.layers[0].nOut takes whole numbers, but $.parameters.rate gives numbers at $.network.updater.optimizer.learningRate",
                "/network/layers/0/hasBias | 0 | $.network.layers[0].hasBias must be true or false, is 0",
                "/network/layers/2/activation | \"RELUX\" | $.network.layers[2].activation must be one of CUBE, ",
                "/network/layers/0 | {\"nOut\": \"$width\"} | $.network.layers[0] has no \"type\"",
                "/network/layers | [] | $.network.layers is empty",
                "/network/layers | {} | $.network.layers must be a list [ ], is {}",
                "/network/epochs | 0 | $.network.epochs must be at least 1, is 0",
                "/network/updater/type | \"Adam\" | $.network.updater.type \"Adam\" is no updater; there are BinaryConnectUpdater, ",
                "/network/updater | {\"type\": \"BinaryConnectUpdater\"} | $.network.updater is refused: BinaryConnectUpdaterSpace needs an optimizer",
                "/parameters/width | {\"integers\": [40, 4]} | $.parameters.width.integers is an empty range: [40,4]",
                "/parameters/width | {\"integers\": [4]} | $.parameters.width.integers must be [least, most], is [4]",
                "/parameters/width | {\"values\": []} | $.parameters.width.values is empty",
                "/parameters/width | {\"reals\": [4, 40]} | $.parameters.width gives numbers where whole numbers is needed",
                "/parameters/width | {\"range\": [4, 40]} | $.parameters.width.range is unknown; there are integers, reals, log, values",
                "/parameters/rate | {\"log\": [0, 1]} | $.parameters.rate.log[0] must be above 0, is 0",
                "/parameters/more | {\"integers\": [1, 2]} | $.parameters.more is not used; refer to it in $.network as \"$more\"",
                "/generator/type | \"GUESS\" | $.generator.type must be one of RANDOM, GRID, GENETIC, is \"GUESS\"",
                "/generator/candidates | `` | $.generator has no \"candidates\"",
                "/target/core | \"cortex-m99\" | $.target.core is refused: ",
                "/objectives/size | {} | $.objectives.size is unknown; there are error, flash, ram, instructions",
                "/objectives/flash | {\"limit\": \"32 kilobytes\"} | $.objectives.flash.limit must be a size as 8192, \"8K\" or \"1M\", is \"32 kilobytes\"",
                "/data/validation | `` | $.data has no \"validation\"",
                "/data/training/file | 3 | $.data.training.file must be a text, is 3",
                "/parallel | 0 | $.parallel must be 1 to 256, is 0",
                "/earlyStopping | {\"quantile\": 0} | $.earlyStopping.quantile must be above 0 and at most 1, is 0",
                "/seeds | 1 | $.seeds is unknown; there are seed, data, "
            })
    void aFaultIsToldWithItsPath(String pointer, String value, String message) throws IOException {
        Path file = SmallJob.write(folder, SmallJob.with(pointer, value));
        String found = assertThrows(JobException.class, () -> JobFile.read(file)).getMessage();
        assertTrue(found.startsWith(file + ": " + message), found);
        assertEquals(1, found.lines().count());
    }

    @Test
    void brokenJsonIsToldWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("job.json"), "{\n  \"seed\": 1,\n  oops\n}");
        String found = assertThrows(JobException.class, () -> JobFile.read(file)).getMessage();
        assertTrue(found.startsWith(file + ": line 3, column "), found);
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\n  \"seed\": 1");
        assertTrue(
                assertThrows(JobException.class, () -> JobFile.read(cut))
                        .getMessage()
                        .matches(
                                ".*cut.json: line 2, column \\d+: Unexpected end-of-input[^\\[]*"));
        Path missing = folder.resolve("none.json");
        assertEquals(
                missing + ": there is no such job file",
                assertThrows(JobException.class, () -> JobFile.read(missing)).getMessage());
    }

    @Test
    void unreadableDataIsToldWithItsPath() throws IOException {
        Path missing = SmallJob.write(folder, SmallJob.with("/data/test/file", "\"none.csv\""));
        String found = assertThrows(DataException.class, () -> JobFile.read(missing)).getMessage();
        assertTrue(found.startsWith("$.data.test Data " + folder.resolve("none.csv")), found);
        Path unlabelled = SmallJob.write(folder, SmallJob.with("/data/test/labelColumn", ""));
        found = assertThrows(DataException.class, () -> JobFile.read(unlabelled)).getMessage();
        assertTrue(found.startsWith("$.data.test"), found);
    }
}
