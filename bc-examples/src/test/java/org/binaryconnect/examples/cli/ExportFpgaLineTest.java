package org.binaryconnect.examples.cli;

import static org.binaryconnect.examples.cli.Commands.fails;
import static org.binaryconnect.examples.cli.Commands.succeeds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.binaryconnect.examples.export.Models;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a model file to a placed and simulated design, as a user types it. */
@Tag("toolchain")
class ExportFpgaLineTest {

    @TempDir private Path folder;

    private Object[] export(Path model, Path csv, Object... more) {
        List<Object> line =
                new ArrayList<>(List.of("export", model, "--calibrate", csv, "--label-column=-1"));
        line.addAll(List.of("--target", "fpga", "--name", "digits", "--out", out()));
        line.addAll(Arrays.asList(more));
        return line.toArray();
    }

    private Path out() {
        return folder.resolve("parent/out");
    }

    @Test
    void denseIsPlacedAndSimulated() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));

        String export = succeeds(export(model, csv, "--parallel", 8));
        String verify =
                succeeds(
                        "verify",
                        out(),
                        "--rtl",
                        "--data",
                        csv,
                        "--label-column=-1",
                        "--model",
                        model);
        String inspect = succeeds("inspect", out());

        assertTrue(
                export.matches(
                        "(?s).*FPGA +iCE40 HX8K: [\\d,]+ logic cells .*Speed +192 clocks a frame at .*"),
                export);
        assertTrue(verify.contains("20 golden vectors equal on the Verilog in Verilator"), verify);
        assertTrue(verify.contains("2 golden vectors equal on the Verilog in Icarus"), verify);
        assertTrue(verify.contains("60, all scores equal to the reference"), verify);
        assertTrue(inspect.contains("bc_dense, bc_requantize"), inspect);
        assertEquals(
                Set.of(
                        "Makefile",
                        "README.md",
                        "digits.bcm",
                        "memory",
                        "report.html",
                        "report.json",
                        "rtl",
                        "sim",
                        "synthesis"),
                names(out()));
        String html = Files.readString(out().resolve("report.html"));
        assertTrue(html.contains("<td>Frames a second at that clock</td>"), html);
        assertFalse(html.contains("{{"), html);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void convolutionWithoutMultipliers() throws IOException {
        Path model = Models.convolution(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Object[] shape = {"--shape", "1x8x8", "--device", "none"};

        succeeds(
                Stream.concat(
                                Stream.of(export(model, csv, "--requantization", "power-of-two")),
                                Stream.of(shape))
                        .toArray());
        String verify =
                succeeds("verify", out(), "--data", csv, "--label-column=-1", "--shape", "1x8x8");

        assertTrue(verify.contains("all scores equal to the reference"), verify);
        assertTrue(Files.exists(out().resolve("rtl/bc_requantize_shift.v")));
        assertFalse(Files.exists(out().resolve("rtl/bc_requantize.v")));
    }

    /** The first layer that differs is named, and the folder stays as it is. */
    @Test
    void aWrongMemoryIsNamed() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        succeeds(export(model, csv, "--device", "none"));
        Path file = out().resolve("memory/digits_layer1_weights.mem");
        String text = Files.readString(file);
        Files.writeString(
                file, text.replaceAll("(?m)^0+([1-9a-f])", "0$1").replaceAll("(?m)^1", "0"));

        fails(1, "first in layer layer3 (operation 1, Dense)", "verify", out(), "--rtl");

        Files.writeString(file, text);
        succeeds("verify", out(), "--rtl");
        assertFalse(names(out()).contains("build"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target-fps 10000000|but its 64 inputs come one a clock; ask for fewer frames a second",
                "--max-lut 100|Even with one accumulator a layer the design takes some",
                "--activations float32|no form for an FPGA",
                "--max-ram 8K|no meaning for fpga",
                "--device u9|There is no device \"u9\"",
                "--parallel 0|--parallel must be above 0",
                "--parallel 4 --max-lut 3000|one of the three",
                "--requantization none|There is no requantization \"none\"",
            })
    void whatCannotBeDoneLeavesNothing(String options, String part) throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        boolean isUsage =
                part.contains("no form for an FPGA")
                        || part.contains("no meaning")
                        || part.contains("device")
                        || part.contains("above 0")
                        || part.contains("one of")
                        || part.contains("requantization");

        fails(isUsage ? 2 : 1, part, export(model, csv, (Object[]) options.split(" ")));

        assertEquals(Set.of("data.csv", "model.zip"), names(folder));
    }

    @Test
    void aLayerWithoutAFormIsNamed() throws IOException {
        Path model = Models.graph(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));

        fails(
                1,
                "does not take just the result before it; an FPGA export is a chain of layers",
                export(model, csv, "--shape", "1x8x8"));

        assertFalse(Files.exists(out()));
    }

    @Test
    void optionsOfFpgasNeedTheTarget() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));

        fails(
                2,
                "need --target fpga",
                "export",
                model,
                "--calibrate",
                csv,
                "--parallel",
                4,
                "--out",
                out());
        succeeds(
                "export",
                model,
                "--calibrate",
                csv,
                "--label-column=-1",
                "--target",
                "host",
                "--out",
                out());
        fails(1, "is no FPGA export, but one for host", "verify", out(), "--rtl");
    }
}
