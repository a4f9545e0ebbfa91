package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.floating.FloatInterpreter;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.floating.RandomRealNetworks;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.JavaExportWriter;
import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.FloatKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.verify.ExportedFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Export folders with floating-point activations, built and run. */
class FloatFirmwareTest {

    @TempDir private Path folder;

    /** Dense layers with batch normalization and ReLU between them. */
    private static FloatNetwork layers(int... sizes) {
        Random random = new Random(1);
        List<Node> nodes = new ArrayList<>();
        for (int l = 1; l < sizes.length; l++) {
            nodes.add(
                    new Node.Dense(
                            "dense " + l,
                            new Weights.Binary(
                                    PackedMatrix.pack(
                                            sizes[l],
                                            sizes[l - 1],
                                            (r, c) -> random.nextBoolean()))));
            double[] scale = new double[sizes[l]];
            Arrays.fill(scale, 1 / Math.sqrt(sizes[l - 1]));
            nodes.add(
                    new Node.Affine("norm " + l, scale, random.doubles(sizes[l], -1, 1).toArray()));
            if (l < sizes.length - 1) {
                nodes.add(new Node.Activation("relu " + l, Function.Limit.RELU));
            }
        }
        return Exporter.floating(Network.chain(Shape.vector(sizes[0]), nodes));
    }

    private Firmware build(FloatNetwork network, Core core, KernelChoice choice) {
        Plan plan = TestExports.forced(network, core, choice);
        TestExports.write(folder.resolve("export"), "net", plan, 3);
        return Firmware.build(folder.resolve("export"), "net", Target.of(core));
    }

    /** The filter program takes bits and gives bits. */
    @Test
    void theFilterEqualsTheReference() {
        FloatNetwork network = layers(45, 37, 5);
        Firmware firmware =
                build(network, Core.HOST, new KernelChoice.FloatDense(FloatKernel.LUT8));
        Random random = new Random(5);
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        List<float[]> expected = new ArrayList<>();
        for (int v = 0; v < 50; v++) {
            float[] input = RandomRealNetworks.input(random, 45);
            inputs.writeBytes(GoldenVectors.bytes(input));
            expected.add(new FloatInterpreter(network).run(input));
        }

        int[][] found = firmware.runFilter(inputs.toByteArray(), 5);

        assertEquals(50, found.length);
        for (int v = 0; v < 50; v++) {
            for (int o = 0; o < 5; o++) {
                assertEquals(Float.floatToIntBits(expected.get(v)[o]), found[v][o]);
            }
        }
    }

    @Test
    void aSequenceKeepsItsState() {
        long seed = 0;
        FloatNetwork network = Exporter.floating(RandomRealNetworks.network(seed));
        while (!network.isRecurrent()) {
            network = Exporter.floating(RandomRealNetworks.network(++seed));
        }
        Plan plan = TestExports.drawn(network, Core.HOST, seed);
        TestExports.write(folder.resolve("export"), "net", plan, 3);
        Firmware firmware = Firmware.build(folder.resolve("export"), "net", Target.HOST);

        assertTrue(firmware.runSelfTest().stream().allMatch(v -> v.mismatches() == 0));
        assertEquals(3 * TestExports.STEPS, firmware.runSelfTest().size());
    }

    /** One bit of one expected score. */
    @Test
    void oneWrongBitFailsTheSelfTest() throws IOException {
        build(layers(8, 4), Core.HOST, new KernelChoice.FloatDense(FloatKernel.LUT4));
        Path golden = folder.resolve("export/net_golden.c");
        String source = Files.readString(golden);
        int last = source.lastIndexOf("U\n");
        char digit = Character.forDigit(Character.digit(source.charAt(last - 1), 16) ^ 1, 16);
        Files.writeString(golden, source.substring(0, last - 1) + digit + source.substring(last));

        Firmware firmware = Firmware.build(folder.resolve("export"), "net", Target.HOST);

        assertEquals(1, firmware.runSelfTest().stream().mapToInt(v -> v.mismatches()).sum());
    }

    @Test
    void theFolderSaysWhatItIs() throws IOException {
        FloatNetwork network = layers(45, 37, 5);
        build(network, Core.HOST, new KernelChoice.FloatDense(FloatKernel.LUT8));
        Path export = folder.resolve("export");
        String header = Files.readString(export.resolve("net.h"));

        assertTrue(
                header.contains(
                        "void net_run(const float *input, float *scores, net_memory *memory);"),
                header);
        assertTrue(header.contains(network.sha256()), header);
        assertFalse(header.contains("SCALE"), header);
        assertFalse(Files.exists(export.resolve("net.bcm")));
        assertFalse(Files.exists(export.resolve("bc_requantize.c")));
        String makefile = Files.readString(export.resolve("Makefile"));
        assertTrue(makefile.contains("-std=c99 -ffp-contract=off"), makefile);
        assertTrue(Files.readString(export.resolve("README.md")).contains("-ffp-contract=off"));
        ExportedFolder folder = ExportedFolder.open(export);
        assertEquals("float32", folder.report().get("activations").asText());
        String message = assertThrows(ExportException.class, folder::network).getMessage();
        assertTrue(message.contains("floating-point activations"), message);
    }

    @Test
    void theSourcesCompileCleanWithEveryWarning() {
        build(layers(45, 37, 5), Core.HOST, new KernelChoice.FloatDense(FloatKernel.LUT8));

        OtherCompilers.buildAndRun(
                folder.resolve("export"),
                "net",
                "gcc -std=c99 -O3 -Wall -Wextra -pedantic -Werror -Wconversion -Wshadow");
    }

    @Test
    void thePlannerKeepsToTheRam() {
        FloatNetwork network = layers(64, 200, 10);

        Plan fast = Planner.plan(network, Core.CORTEX_M4, Limits.NONE);
        Plan small = Planner.plan(network, Core.CORTEX_M4, new Limits(2000, Long.MAX_VALUE));

        assertEquals("f32-lut8", fast.choice(0).id());
        assertEquals("f32-lut4", fast.choice(1).id());
        assertEquals("f32-lut4", small.choice(0).id());
        assertTrue(small.memoryBytes() <= 2000);
        assertTrue(fast.costs()[0] > 64 * 200 / 2, "cost " + fast.costs()[0]);
    }

    @Test
    void otherFormsAreRefused() {
        FloatNetwork network = layers(8, 4);
        Export export =
                new Export(
                        "Net",
                        network,
                        "identity",
                        false,
                        List.of(),
                        null,
                        GoldenVectors.of(network, new float[1][1][8]));

        String avr =
                assertThrows(
                                ExportException.class,
                                () -> Planner.plan(network, Core.AVR, Limits.NONE))
                        .getMessage();
        String java =
                assertThrows(
                                ExportException.class,
                                () -> JavaExportWriter.write(folder.resolve("java"), export))
                        .getMessage();

        assertTrue(avr.contains("AVR") && avr.contains("uint8"), avr);
        assertTrue(java.contains("Java") && java.contains("uint8"), java);
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        FloatNetwork network = layers(8, 4);
        float[][][] input = new float[1][1][8];
        input[0][0][3] = Float.NaN;
        float[][][] large = new float[1][1][8];
        Arrays.fill(large[0][0], 3e38f);

        String nan =
                assertThrows(ExportException.class, () -> GoldenVectors.of(network, input))
                        .getMessage();
        String overflow =
                assertThrows(ExportException.class, () -> GoldenVectors.of(network, large))
                        .getMessage();

        assertTrue(nan.contains("An input is NaN"), nan);
        assertTrue(overflow.contains("\"dense 1\" gives "), overflow);
    }

    /** Counts of QEMU; they are exact, and a few percent more fail. */
    @ParameterizedTest
    @CsvSource({
        "CORTEX_M4, LUT8, 0.59",
        "CORTEX_M4, LUT4, 1.33",
        "CORTEX_M55, LUT8, 0.59",
        "CORTEX_M3, LUT8, 8.5",
        "CORTEX_M0PLUS, LUT8, 11.5",
        "RV32IMC, LUT8, 11.7"
    })
    @Tag("toolchain")
    void instructionsOfALayerOf1024x1024(Core core, FloatKernel kernel, double each) {
        Firmware firmware = build(layers(1024, 1024), core, new KernelChoice.FloatDense(kernel));

        for (Firmware.VectorResult vector : firmware.runSelfTest()) {
            assertEquals(0, vector.mismatches());
            assertTrue(vector.instructions() <= each * 1024 * 1024, vector.toString());
        }
    }
}
