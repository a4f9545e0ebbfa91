package org.binaryconnect.examples.cli;

import static org.binaryconnect.examples.cli.Commands.fails;
import static org.binaryconnect.examples.cli.Commands.succeeds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.binaryconnect.examples.export.Models;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Whatever is wrong: one line, an exit code, and nothing written. */
class ExportRefusalsTest {

    @TempDir private static Path shared;
    @TempDir private Path folder;

    private Path model;
    private Path csv;

    @BeforeEach
    void files() throws IOException {
        model = shared.resolve("model.zip");
        csv = shared.resolve("data.csv");
        if (!Files.exists(model)) {
            Models.dense(model);
            Models.csv(csv);
        }
    }

    @AfterEach
    void nothingIsWritten() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path parent : List.of(folder, shared)) {
            try (Stream<Path> files = Files.walk(parent)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith(".") || name.contains("out"))
                        .forEach(found::add);
            }
        }
        assertEquals(Set.of(), found);
    }

    private Object[] export(Path model, Path data, Object... more) {
        List<Object> arguments =
                new ArrayList<>(
                        List.of(
                                "export",
                                model,
                                "--calibrate",
                                data,
                                "--out",
                                folder.resolve("parent/out")));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray();
    }

    private void refuses(String part, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--label-column=-1"));
        arguments.addAll(Arrays.asList(more));
        fails(1, part, export(model, csv, arguments.toArray()));
    }

    private void refusesData(String part, Path data, Object... more) {
        fails(1, part, export(model, data, more));
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "--target z80, There is no target \"z80\"",
        "--ranges best, There is no range method \"best\"",
        "--ranges percentile:x, percentile:99.99",
        "--ranges percentile:12, above 50",
        "--max-ram 8Q, is no number of bytes",
        "--max-ram 0, is no number of bytes",
        "--golden 0, --golden must be at least 1",
        "--calibration-examples 0, --calibration-examples must be at least 1",
        "--shape 8xx8, is no shape",
        "--target java --max-ram 8K, no meaning for java",
    })
    void wrongOptionsAreUsageErrors(String options, String part) {
        fails(2, part, export(model, csv, (Object[]) options.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "--name Digits, cannot be the prefix of C names",
        "--name 8bit, cannot be the prefix of C names",
        "--name int, cannot be the prefix of C names",
        "--name a/../b, cannot be the prefix of C names",
        "--target java --name a-b, cannot be the name of a class",
        "--max-ram 16, bytes of RAM on Cortex-M3",
        "--max-flash 64 --target host, more than the limit of 64",
        "--shape 1x8x9, which is not [1, 8, 9]",
        "--labels no.idx, --labels belongs to an IDX file",
    })
    void whatCannotBeDoneIsRefused(String options, String part) {
        refuses(part, (Object[]) options.split(" "));
    }

    @Test
    void damagedModels() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        Path truncated =
                Files.write(folder.resolve("short.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        byte[] flipped = bytes.clone();
        for (int i = bytes.length / 3; i < bytes.length / 3 + 50; i++) {
            flipped[i] ^= 0x55;
        }
        Path corrupt = Files.write(folder.resolve("corrupt.zip"), flipped);

        fails(1, "short.zip", export(truncated, csv));
        fails(1, "corrupt.zip", export(corrupt, csv));
        fails(1, "text.zip", export(text("text.zip", "hello"), csv));
        fails(1, "empty.zip", export(text("empty.zip", ""), csv));
        fails(1, "no.zip does not exist", export(folder.resolve("no.zip"), csv));
        fails(1, "is a folder", export(folder, csv));
    }

    @Test
    void weightsThatAreNotNumbers() throws IOException {
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(model.toFile(), false);
        network.getParam("0_W").putScalar(0, 0, Float.NaN);
        Path broken = folder.resolve("nan.zip");
        ModelSerializer.writeModel(network, broken.toFile(), false);

        fails(1, "NaN", export(broken, csv, "--label-column=-1"));
    }

    @Test
    void dataThatCannotBeRead() throws IOException {
        refusesData("no.csv does not exist", folder.resolve("no.csv"));
        refusesData("is empty", text("a.csv", ""));
        refusesData("has no example", text("b.csv", "p0,p1\n"));
        refusesData("which is no number", text("c.csv", "1,2\n3,x\n"));
        refusesData("has 1 columns in line 2, but 2 before", text("d.csv", "1,2\n3\n"));
        refusesData("is none of several", text("e.csv", "1,2\n"), "--label-column", "2");
        refusesData("classes are whole numbers", text("f.csv", "1,2.5\n"), "--label-column=1");
        refusesData("is no data that can be read", text("g.xls", "1,2\n"));
        refusesData("is truncated", Files.write(folder.resolve("h"), new byte[] {0, 0, 8, 3}));
        refusesData("is no data set", text("i.bin", "something that is no data set at all"));
        refusesData("is empty", text("j.bin", ""));
        refusesData("has no .bin or .dataset file", Files.createDirectory(folder.resolve("k")));
    }

    @Test
    void dataThatDoesNotFit() throws IOException {
        // Without the label column the class is one feature too many.
        refusesData("65", csv);
        StringBuilder line = new StringBuilder("NaN");
        line.append(",0.5".repeat(Models.SIDE * Models.SIDE - 1)).append('\n');
        refusesData("NaN", text("nan.csv", line.toString()));
        refusesData(
                "All calibration inputs are 0",
                text("zero.csv", line.toString().replaceAll("NaN|0.5", "0")));
    }

    @Test
    void sequencesOfWhichTheMaskLeavesNothing() throws IOException {
        Path recurrent = Models.recurrent(folder.resolve("lstm.zip"));
        DataSet data = Models.sequences(4);
        INDArray mask = Nd4j.zeros(4, data.getFeatures().size(2));
        data.setFeaturesMaskArray(mask);

        fails(1, "is empty", export(recurrent, Models.saved(data, folder.resolve("masked.bin"))));
    }

    @Test
    void foldersThatCannotBeWritten() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("thesis"));
        Files.writeString(foreign.resolve("chapter1.txt"), "years of work");

        refusesFolder("is not an export folder", foreign);
        refusesFolder("is not an export folder", text("file", ""));
        refusesFolder("Cannot write", folder.resolve("file/below"));
        refusesFolder("Cannot write", Path.of("/proc/bc-export"));
        assertEquals("years of work", Files.readString(foreign.resolve("chapter1.txt")));
    }

    private void refusesFolder(String part, Path out) {
        fails(1, part, "export", model, "--calibrate", csv, "--label-column=-1", "--out", out);
    }

    @Test
    void foldersThatAreNoExport() throws IOException {
        fails(1, "does not exist", "verify", folder.resolve("no"));
        fails(1, "is no export folder", "verify", folder);
        fails(1, "is no export folder", "inspect", folder);
        fails(1, "does not exist", "inspect", folder.resolve("no.bcm"));
        fails(1, "", "inspect", text("foreign.bcm", "hello"));
        fails(2, "--model needs --data", "verify", folder, "--model", model);
    }

    @Test
    void filesOfAnotherExport() throws IOException {
        Path exported = folder.resolve("exported");
        succeeds(
                "export",
                model,
                "--calibrate",
                csv,
                "--label-column=-1",
                "--target",
                "host",
                "--name",
                "net",
                "--out",
                exported);
        Path header = exported.resolve("net.h");
        Path report = exported.resolve("report.json");
        String original = Files.readString(header);
        String originalReport = Files.readString(report);

        Files.writeString(header, original.replaceAll("SHA256 \"....", "SHA256 \"0000"));
        fails(1, "net.h names the model 0000", "verify", exported);
        Files.writeString(header, original);
        Files.writeString(
                report, originalReport.replaceAll("Sha256\" : \"....", "Sha256\" : \"0000"));
        fails(1, "report.json names the model 0000", "verify", exported);
        Files.writeString(report, "{");
        fails(1, "is damaged", "verify", exported);
        Files.writeString(report, originalReport);
        Files.delete(exported.resolve("net.bcm"));
        fails(1, "export the model again", "verify", exported);
    }
}
