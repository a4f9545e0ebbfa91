package org.binaryconnect.hwexport.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.TestExports;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.DenseKernel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportWriterTest {

    @TempDir private Path folder;

    private final IntegerNetwork network = RandomNetworks.network(1, 19, 12, 3);

    private void write(String path, String name) {
        write(path, name, network);
    }

    private void write(String path, String name, IntegerNetwork network) {
        TestExports.write(
                folder.resolve(path), name, TestExports.fastest(network, Core.CORTEX_M3), 3);
    }

    private Map<Path, String> files(Path root) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(path), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            assertEquals(
                    Set.of(names),
                    entries.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        write("a", "net");
        write("b", "net");

        assertEquals(files(folder.resolve("a")), files(folder.resolve("b")));
    }

    @Test
    void theUsersLocaleChangesNothing() throws IOException {
        write("a", "net");
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("\u0668", "%d".formatted(8));
            write("b", "net");
        } finally {
            Locale.setDefault(locale);
        }

        assertEquals(files(folder.resolve("a")), files(folder.resolve("b")));
    }

    /** 19 inputs take 3 bytes a row, 12 take 2. */
    @Test
    void theReportCountsOneBitAWeightAndThePadding() throws IOException {
        Plan plan =
                TestExports.forced(
                        network, Core.CORTEX_M3, new KernelChoice.Dense(DenseKernel.LUT8_TILED));
        TestExports.write(folder.resolve("a"), "net", plan, 3);
        JsonNode report = new ObjectMapper().readTree(folder.resolve("a/report.json").toFile());

        assertEquals(19 * 12 + 12 * 3, report.get("weights").asInt());
        assertEquals(12 * 3 + 3 * 2, report.get("weightBytes").asInt());
        assertEquals(7 * (12 + 3), report.get("constantBytes").asInt());
        assertEquals(2048 + 4 * 12, report.get("scratchBytes").asInt());
        assertEquals(2048 + 4 * 12 + 12, report.get("memoryBytes").asInt());
    }

    @Test
    void aLayerNameCannotBreakOutOfAComment() throws IOException {
        Operation.Dense layer = (Operation.Dense) network.operations().get(0);
        Operation.Dense renamed =
                new Operation.Dense(
                        "a */ int b;\n#error",
                        layer.input(),
                        layer.weights(),
                        layer.requantizer(),
                        layer.output());
        IntegerNetwork hostile =
                new IntegerNetwork(
                        network.input(), List.of(), List.of(renamed, network.operations().get(1)));

        write("a", "net", hostile);

        Map<Path, String> sources = files(folder.resolve("a"));
        // In HTML and JSON it is escaped, and a packed model is no text.
        Set.of("report.json", "report.html", "net.bcm")
                .forEach(file -> sources.remove(Path.of(file)));
        for (String text : sources.values()) {
            assertFalse(text.contains("*/ int b") || text.contains("\n#error"));
        }
    }

    @Test
    void anEarlierExportIsReplacedWhole() throws IOException {
        write("a", "old");
        write("a", "net");

        assertTrue(Files.exists(folder.resolve("a/net.h")));
        assertFalse(Files.exists(folder.resolve("a/old.h")));
        assertOnly("a");
    }

    /** Killed while writing, or between moving the earlier export away and the new one in. */
    @Test
    void whatAKilledExportLeftIsTidiedUp() throws IOException {
        write("a", "old");
        Files.move(folder.resolve("a"), folder.resolve(".a.old"));
        Files.createDirectories(folder.resolve(".a.part/targets"));

        Plan plan = TestExports.fastest(network, Core.CORTEX_M3);
        byte[][][] wrongSize = {{new byte[1]}};

        assertThrows(
                IllegalArgumentException.class,
                () -> Exporter.write(folder.resolve("a"), "net", plan, "identity", wrongSize));
        write("b", "net");
        assertOnly("b", ".a.old", ".a.part");
        write("a", "net");
        assertOnly("a", "b");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Path precious = Files.createDirectories(folder.resolve("a")).resolve("thesis.txt");
        Files.writeString(precious, "do not lose");
        Files.writeString(folder.resolve("a/report.json"), "{\"coverage\": 1}");

        assertThrows(ExportException.class, () -> write("a", "net"));
        assertEquals("do not lose", Files.readString(precious));
        assertOnly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Net", "2net", "my-net", "int", "class", "bc_dense", "a b", "net\n"})
    void namesThatAreNoCIdentifiersAreRefusedBeforeAnythingIsWritten(String name)
            throws IOException {
        assertThrows(ExportException.class, () -> write("a", name));
        assertOnly();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThrows(ExportException.class, () -> write("file/a", "net"));
        assertOnly("file");
    }

    @Test
    void aFailureHalfWayLeavesNothing() throws IOException {
        byte[][][] wrongSize = {{new byte[18]}};
        Plan plan = TestExports.fastest(network, Core.CORTEX_M3);

        assertThrows(
                IllegalArgumentException.class,
                () -> Exporter.write(folder.resolve("a"), "net", plan, "identity", wrongSize));
        assertOnly();
    }
}
