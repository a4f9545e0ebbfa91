package org.binaryconnect.examples.cli;

import static org.binaryconnect.examples.cli.Commands.fails;
import static org.binaryconnect.examples.cli.Commands.succeeds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.binaryconnect.examples.export.Models;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a model file to a verified folder, with every kind of data, as a user types it. */
class ExportLineTest {

    @TempDir private Path folder;

    private static void verifies(int examples, Object... args) {
        String verify = succeeds(args);
        assertTrue(verify.contains("Examples      " + examples + ", all scores equal"), verify);
        assertTrue(verify.contains("golden vectors equal on this computer"), verify);
    }

    /** Accuracy of the exported program and of DL4J, which are near each other. */
    private static void assertSimilar(String verify) {
        Matcher accuracies = Pattern.compile("Accuracy +([\\d.]+) %").matcher(verify);
        assertTrue(accuracies.find(), verify);
        double exported = Double.parseDouble(accuracies.group(1));
        assertTrue(accuracies.find(), verify);
        assertEquals(exported, Double.parseDouble(accuracies.group(1)), 5, verify);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    @Test
    void floatingPointActivations() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Path out = folder.resolve("out");
        Object[] line = {
            "export",
            model,
            "--calibrate",
            csv,
            "--label-column=-1",
            "--name",
            "digits",
            "--out",
            out
        };

        String export = succeeds(with(line, "--activations", "float32", "--target", "host"));

        assertTrue(export.contains("f32-lut"), export);
        assertFalse(export.contains("Calibrating"), export);
        assertTrue(text(out.resolve("digits.h")).contains("const float *input, float *scores"));
        List<Firmware.VectorResult> vectors =
                Firmware.build(out, "digits", Target.HOST).runSelfTest();
        assertEquals(20, vectors.size());
        assertTrue(vectors.stream().allMatch(vector -> vector.mismatches() == 0));
        fails(1, "floating-point activations", "verify", out);
        fails(1, "for AVR", with(line, "--activations", "float32", "--target", "avr"));
        fails(2, "no form in Java", with(line, "--activations", "float32", "--target", "java"));
        fails(2, "no activations \"int4\"", with(line, "--activations", "int4"));
    }

    private static Object[] with(Object[] line, Object... more) {
        return Stream.concat(Stream.of(line), Stream.of(more)).toArray();
    }

    @Test
    void denseFromCsv() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Path out = folder.resolve("out");

        String export =
                succeeds(
                        "export",
                        model,
                        "--calibrate",
                        csv,
                        "--label-column=-1",
                        "--target",
                        "host",
                        "--max-ram",
                        "8K",
                        "--name",
                        "digits",
                        "--out",
                        out);
        String verify =
                succeeds("verify", out, "--data", csv, "--label-column=-1", "--model", model);
        String inspect = succeeds("inspect", out);

        assertTrue(export.contains("predicted for a run"), export);
        assertTrue(export.contains("Calibrating with 60 examples"), export);
        assertTrue(verify.contains("60, all scores equal to the reference"), verify);
        assertSimilar(verify);
        assertTrue(inspect.contains("64x24 binary, 192 bytes"), inspect);
        assertTrue(inspect.contains("scratch of 0 layer0"), inspect);
        assertEquals(
                succeeds("inspect", out.resolve("digits.bcm")).lines().findFirst(),
                inspect.lines().skip(1).findFirst());
    }

    @Test
    void convolutionFromIdx() throws IOException {
        Path model = Models.convolution(folder.resolve("model.zip"));
        Path idx = Models.idx(folder.resolve("images"));
        Path labels = Models.idxLabels(folder.resolve("labels"));
        Path out = folder.resolve("out");

        succeeds(
                "export",
                model,
                "--calibrate",
                idx,
                "--target",
                "host",
                "--ranges",
                "least-squares",
                "--calibration-examples",
                40,
                "--golden",
                7,
                "--out",
                out);

        assertSimilar(succeeds("verify", out, "--data", idx, "--labels", labels, "--model", model));
        assertTrue(text(out.resolve("model_golden.h")).contains("GOLDEN_VECTORS 7"));
        assertTrue(text(out.resolve("report.html")).contains("<svg"));
    }

    @Test
    void graphOfImagesFromCsv() throws IOException {
        Path model = Models.graph(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Path out = folder.resolve("out");
        Object[] data = {csv, "--label-column=-1", "--shape", "1x8x8"};

        succeeds(
                "export",
                model,
                "--target",
                "host",
                "--out",
                out,
                "--calibrate",
                data[0],
                data[1],
                data[2],
                data[3]);

        assertSimilar(
                succeeds(
                        "verify", out, "--model", model, "--data", data[0], data[1], data[2],
                        data[3]));
    }

    @Test
    void recurrentFromAFolderOfMaskedDataSets() throws IOException {
        Path model = Models.recurrent(folder.resolve("model.zip"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Models.saved(Models.sequences(60), data.resolve("1.bin"));
        Models.saved(Models.sequences(9), data.resolve("2.dataset"));
        Path out = folder.resolve("out");

        succeeds("export", model, "--calibrate", data, "--target", "host", "--out", out);

        String verify = succeeds("verify", out, "--data", data, "--model", model);
        // Two of five steps are masked in every third sequence.
        assertTrue(verify.contains("% of " + (5 * 69 - 2 * 23)), verify);
        assertSimilar(verify);
    }

    @Test
    void javaClass() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Path out = folder.resolve("out");

        succeeds(
                "export",
                model,
                "--calibrate",
                csv,
                "--label-column=-1",
                "--target",
                "java",
                "--name",
                "org.example.Digits",
                "--out",
                out);

        verifies(60, "verify", out, "--data", csv, "--label-column=-1");
        assertTrue(Files.exists(out.resolve("org/example/Digits.java")));
        assertTrue(succeeds("inspect", out).contains("org.example.Digits, for java"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cortex-m3", "cortex-m55", "rv32imc", "avr"})
    @Tag("toolchain")
    void simulatedTargetsAreVerifiedToo(String target) throws IOException {
        Path model = Models.convolution(folder.resolve("model.zip"));
        Path idx = Models.idx(folder.resolve("images"));
        Path out = folder.resolve("out");

        succeeds(
                "export",
                model,
                "--calibrate",
                idx,
                "--target",
                target,
                "--max-ram",
                "8K",
                "--max-flash",
                "64K",
                "--out",
                out);
        String verify = succeeds("verify", out);

        assertEquals(2, verify.lines().filter(line -> line.contains("vectors equal on")).count());
        assertFalse(succeeds("verify", out, "--host-only").contains(Core.of(target).title()));
    }

    @Test
    void theSameModelGivesTheSameFolder() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path idx = Models.idx(folder.resolve("images"));

        for (String out : List.of("a", "b")) {
            succeeds("export", model, "--calibrate", idx, "--out", folder.resolve(out));
        }

        try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path other = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
                assertEquals(-1, Files.mismatch(file, other), file.toString());
            }
        }
    }

    @Test
    void aMismatchNamesExampleAndLayer() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path idx = Models.idx(folder.resolve("images"));
        Path out = folder.resolve("out");
        succeeds("export", model, "--calibrate", idx, "--target", "host", "--out", out);
        Path data = out.resolve("model_data.c");
        String text = text(data);
        int weights = text.indexOf("layer1_weights");
        int first = text.indexOf("0x", weights);
        int flipped = Integer.parseInt(text.substring(first + 2, first + 4), 16) ^ 0xff;
        Files.writeString(
                data,
                text.substring(0, first + 2)
                        + String.format("%02x", flipped)
                        + text.substring(first + 4));

        fails(1, "first in layer layer3 (operation 1, Dense)", "verify", out);
    }
}
