package org.binaryconnect.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.binaryconnect.examples.data.MnistFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as a user types them. */
class MainTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', name a command",
        "mnits, mnits",
        "mnist --epochs x, 'x'",
        "mnist --epochs 0, epochs must be at least 1",
        "mnist --width -3, width must be at least 1",
        "mnist --wdith 3, --wdith",
        "bench, kernels",
        "search, JOB",
        "search no.json, bc: no.json: there is no such job file",
        "search pom.xml, pom.xml: line 1",
        "bench layers --rounds 0, rounds must be at least 1",
        "bench conversion --seed x, 'x'",
        "paper, cifar10",
        "paper mnist --rows none, --rows has no",
        "paper mnist --epochs 0, epochs must be at least 1",
        "paper mnist --seeds x, 'x'",
        "paper cifar10 --data src, data_batch_1.bin is missing; download cifar-10-binary.tar.gz",
        "paper svhn --data src, train_32x32.mat is missing; download it",
        "paper fashion-mnist --data src, apt-get install dataset-fashion-mnist",
        "paper lr-scaling --data src, data_batch_1.bin is missing",
        "paper lr-scaling --on nist, --on has no",
        "paper figures --runs src, src has no ended run",
        "bench training --epochs 0, epochs must be at least 1",
        "summary, MODEL",
        "summary no.zip, no.zip does not exist",
        "summary pom.xml, pom.xml is no network",
        "summary src, src is no file",
        "export, MODEL",
        "export no.zip --calibrate no.idx --out there, no.zip does not exist",
        "export pom.xml --calibrate no.idx --out there, pom.xml is no zip file",
        "mnist --width 70000000 --out target/never, width must be at most 65535",
    })
    void wrongArgumentsGiveOneLineAndAnExitCode(String arguments, String part) {
        Commands.Outcome outcome =
                Commands.run(
                        (Object[]) (arguments.isEmpty() ? new String[0] : arguments.split(" ")));

        assertTrue(outcome.exitCode() != 0);
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("bc: ") && outcome.err().contains(part), outcome.err());
        assertEquals("", outcome.out());
    }

    private static double number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), text);
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }

    /**
     * The whole line from data to firmware, with a small network; then the same model through the
     * export command.
     */
    @Test
    @Tag("data")
    @Tag("toolchain")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void mnistFromDataToFirmware() throws IOException {
        Path out = folder.resolve("run");
        Commands.Outcome outcome =
                Commands.run("mnist", "--quick", "--epochs", "2", "--out", out.toString());

        String table = outcome.out();
        assertEquals(0, outcome.exitCode(), table + outcome.err());
        assertTrue(table.contains("Training  "), table);
        double dl4j = number(table, "DL4J, binary weights +([\\d.]+) %");
        double reference = number(table, "integer reference \\(Java\\) +([\\d.]+) %");
        assertTrue(dl4j < 5, table);
        assertEquals(dl4j, reference, 0.1001);
        assertEquals(reference, number(table, "C program on this computer +([\\d.]+) %"));
        assertTrue(
                table.contains("C differs from reference               0 of 10,000 images"), table);
        assertTrue(table.contains("Cortex-M3 differs from reference       0 of 20 images"), table);
        assertTrue(table.contains("RV32IMC differs from reference         0 of 20 images"), table);
        assertEquals(334_336 / 8, number(table, "Cortex-M3 flash .*weights ([\\d,]+)"));
        assertTrue(number(table, "Cortex-M3 instructions.* ([\\d.]+) a weight") <= 0.75, table);

        Path images = MnistFiles.defaultFolder().resolve("t10k-images-idx3-ubyte");
        Commands.Outcome export =
                Commands.run(
                        "export",
                        out.resolve("best.zip").toString(),
                        "--calibrate",
                        images.toString(),
                        "--name",
                        "digits",
                        "--out",
                        folder.resolve("digits").toString());
        assertEquals(0, export.exitCode(), export.err());
        assertTrue(Files.exists(folder.resolve("digits/digits.h")));

        for (String calibration : new String[] {folder.toString(), folder + "/absent.idx"}) {
            Commands.Outcome bad =
                    Commands.run(
                            "export",
                            out.resolve("best.zip").toString(),
                            "--calibrate",
                            calibration,
                            "--out",
                            folder.resolve("never").toString());
            assertEquals(1, bad.exitCode());
            assertEquals(1, bad.err().lines().count(), bad.err());
        }

        Commands.Outcome labels =
                Commands.run(
                        "export",
                        out.resolve("best.zip").toString(),
                        "--calibrate",
                        MnistFiles.defaultFolder().resolve("t10k-labels-idx1-ubyte").toString(),
                        "--out",
                        folder.resolve("never").toString());
        assertEquals(1, labels.err().lines().count(), labels.err());
        assertFalse(Files.exists(folder.resolve("never")));
    }
}
