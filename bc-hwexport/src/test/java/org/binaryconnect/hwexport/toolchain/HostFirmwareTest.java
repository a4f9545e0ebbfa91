package org.binaryconnect.hwexport.toolchain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The C program on this computer against the reference. */
class HostFirmwareTest {

    @TempDir private Path folder;

    private Firmware build(IntegerNetwork network) {
        return build(TestExports.fastest(network, Core.HOST));
    }

    private Firmware build(Plan plan) {
        TestExports.write(folder.resolve("export"), "net", plan, 20);
        return Firmware.build(folder.resolve("export"), "net", Target.HOST);
    }

    private static long mismatches(Firmware firmware) {
        return firmware.runSelfTest().stream().mapToLong(Firmware.VectorResult::mismatches).sum();
    }

    /** Sizes around the edges of tables (8), tiles (32) and blocks (512). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1",
                "7 3 2",
                "8 8 8",
                "9 33 5",
                "31 65 10",
                "100 513 3",
                "784 40 10",
                "33 1030 2"
            })
    void everyScoreEqualsTheReference(String shape) {
        IntegerNetwork network = network(shape);

        assertEqualToReference(network, build(network));
    }

    /** Sizes around the edges of the tables in the cache (64) and of their sums (8, 4096). */
    @ParameterizedTest
    @ValueSource(strings = {"504 9 4", "505 9 4", "520 7 16", "784 4099 3", "1025 24 10"})
    void everyScoreOfCachedTablesEqualsTheReference(String shape) {
        IntegerNetwork network = network(shape);
        KernelChoice choice = new KernelChoice.Dense(DenseKernel.LUT8);

        assertEqualToReference(network, build(TestExports.forced(network, Core.HOST, choice)));
    }

    private static IntegerNetwork network(String shape) {
        int[] sizes = Arrays.stream(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
        return RandomNetworks.network(shape.hashCode(), sizes);
    }

    private static void assertEqualToReference(IntegerNetwork network, Firmware firmware) {
        byte[] all = RandomNetworks.concatenate(RandomNetworks.inputs(1, 20, network.inputs()));

        assertArrayEquals(
                new ReferenceInterpreter(network).runAll(all),
                firmware.runFilter(all, network.scores()));
        assertEquals(0, mismatches(firmware));
    }

    /**
     * Every bit matters: the last weight of the first layer, turned around in the C source, must be
     * noticed.
     */
    @Test
    void oneFlippedWeightFailsTheSelfTest() throws IOException {
        IntegerNetwork network = RandomNetworks.network(3, 32, 4);
        TestExports.write(
                folder.resolve("export"),
                "net",
                TestExports.forced(
                        network, Core.HOST, new KernelChoice.Dense(DenseKernel.LUT8_TILED)),
                20);
        Path data = folder.resolve("export/net_data.c");
        byte[] weights =
                ((IntegerWeights.Binary) network.linear().get(0).weights()).matrix().bytes();
        String last = "0x%02x\n};".formatted(Byte.toUnsignedInt(weights[15]));
        String flipped = "0x%02x\n};".formatted(Byte.toUnsignedInt(weights[15]) ^ 0x80);
        String source = Files.readString(data);
        assertTrue(source.contains(last));
        Files.writeString(data, source.replaceFirst(last, flipped));

        Firmware firmware = Firmware.build(folder.resolve("export"), "net", Target.HOST);

        assertTrue(mismatches(firmware) > 0);
    }

    @Test
    void anIncompleteLastInputIsRefused() {
        Firmware firmware = build(RandomNetworks.network(3, 32, 4));

        String message =
                assertThrows(ExportException.class, () -> firmware.runFilter(new byte[33], 4))
                        .getMessage();
        assertTrue(message.contains("1 of 32 bytes"), message);
    }

    @Test
    void compilerErrorsAreReported() throws IOException {
        build(RandomNetworks.network(3, 32, 4));
        Files.writeString(folder.resolve("export/net.c"), "int unfinished(");

        String message =
                assertThrows(
                                ExportException.class,
                                () -> Firmware.build(folder.resolve("export"), "net", Target.HOST))
                        .getMessage();
        assertTrue(message.startsWith("gcc failed: net.c:1"), message);
    }

    /**
     * What firmware engineers compile with: every warning is an error, in C and in C++, and memory
     * accesses are checked.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcc -std=c99 -O3 -Wall -Wextra -pedantic -Werror -Wconversion -Wshadow",
                "gcc -std=c99 -O1 -Wall -Wextra -pedantic -Werror -fsanitize=address,undefined -fno-sanitize-recover=all",
            })
    void theSourcesCompileCleanAndRunCleanWith(String compiler) {
        build(RandomNetworks.network(3, 45, 530, 6));

        OtherCompilers.buildAndRun(folder.resolve("export"), "net", compiler);
    }

    @Test
    void aMissingToolIsNamedWithItsPackage() {
        String message =
                assertThrows(
                                ExportException.class,
                                () ->
                                        Tool.run(
                                                List.of("no-such-compiler"),
                                                "gcc-no-such",
                                                folder,
                                                new byte[0],
                                                Duration.ofSeconds(5)))
                        .getMessage();

        assertTrue(
                message.contains("no-such-compiler") && message.contains("gcc-no-such"), message);
    }

    @Test
    void aToolThatHangsIsStopped() {
        String message =
                assertThrows(
                                ExportException.class,
                                () ->
                                        Tool.run(
                                                List.of("sleep", "60"),
                                                "coreutils",
                                                folder,
                                                new byte[0],
                                                Duration.ofSeconds(1)))
                        .getMessage();

        assertTrue(message.contains("sleep") && message.contains("1 s"), message);
    }
}
