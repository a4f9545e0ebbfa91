package org.binaryconnect.hwexport.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.binaryconnect.hwexport.integer.IntegerDense;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportWriterTest {

    @TempDir private Path folder;

    private final IntegerNetwork network = RandomNetworks.network(1, 19, 12, 3);
    private final byte[][] golden = RandomNetworks.inputs(2, 3, 19);

    private Map<Path, String> files(Path root) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path), Files.readString(path));
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
        Exporter.write(folder.resolve("a"), "net", network, golden);
        Exporter.write(folder.resolve("b"), "net", network, golden);

        assertEquals(files(folder.resolve("a")), files(folder.resolve("b")));
    }

    @Test
    void theUsersLocaleChangesNothing() throws IOException {
        Exporter.write(folder.resolve("a"), "net", network, golden);
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("\u0668", "%d".formatted(8));
            Exporter.write(folder.resolve("b"), "net", network, golden);
        } finally {
            Locale.setDefault(locale);
        }

        assertEquals(files(folder.resolve("a")), files(folder.resolve("b")));
    }

    @Test
    void memoryFilesHoldTheWeights() throws IOException {
        Exporter.write(folder.resolve("a"), "net", network, golden);

        for (int l = 0; l < 2; l++) {
            PackedMatrix weights = network.layers().get(l).weights();
            Path file = folder.resolve("a/memory/net_layer%d_weights.mem".formatted(l));
            assertEquals(weights, MemoryFile.read(file, weights.rows(), weights.columns()));
        }
    }

    /** 19 inputs take 3 bytes a row, 12 take 2. */
    @Test
    void theReportCountsOneBitAWeightAndThePadding() throws IOException {
        Exporter.write(folder.resolve("a"), "net", network, golden);
        JsonNode report = new ObjectMapper().readTree(folder.resolve("a/report.json").toFile());

        assertEquals(19 * 12 + 12 * 3, report.get("weights").asInt());
        assertEquals(12 * 3 + 3 * 2, report.get("weightBytes").asInt());
        assertEquals(4096, report.get("scratchBytes").asInt());
        assertEquals(4096 + 12 + 4, report.get("memoryBytes").asInt());
    }

    @Test
    void aLayerNameCannotBreakOutOfAComment() throws IOException {
        IntegerDense layer = network.layers().get(0);
        IntegerDense renamed =
                new IntegerDense("a */ int b;\n#error", layer.weights(), layer.requantizations());
        IntegerNetwork hostile =
                new IntegerNetwork(1, 1, List.of(renamed, network.layers().get(1)));

        Exporter.write(folder.resolve("a"), "net", hostile, golden);

        Map<Path, String> sources = files(folder.resolve("a"));
        sources.remove(Path.of("report.json"));
        for (String text : sources.values()) {
            assertFalse(text.contains("*/ int b") || text.contains("\n#error"));
        }
    }

    @Test
    void theHashChangesWithEveryNumberThatDecidesAScore() {
        String hash = NetworkHash.of(network);

        assertEquals(hash, NetworkHash.of(RandomNetworks.network(1, 19, 12, 3)));
        assertNotEquals(hash, NetworkHash.of(RandomNetworks.network(3, 19, 12, 3)));
    }

    @Test
    void anEarlierExportIsReplacedWhole() throws IOException {
        Exporter.write(folder.resolve("a"), "old", network, golden);
        Exporter.write(folder.resolve("a"), "net", network, golden);

        assertTrue(Files.exists(folder.resolve("a/net.h")));
        assertFalse(Files.exists(folder.resolve("a/old.h")));
        assertOnly("a");
    }

    /** Killed while writing, or between moving the earlier export away and the new one in. */
    @Test
    void whatAKilledExportLeftIsTidiedUp() throws IOException {
        Exporter.write(folder.resolve("a"), "old", network, golden);
        Files.move(folder.resolve("a"), folder.resolve(".a.old"));
        Files.createDirectories(folder.resolve(".a.part/memory"));

        assertThrows(
                IllegalArgumentException.class,
                () -> Exporter.write(folder.resolve("a"), "net", network, new byte[][] {{1}}));
        Exporter.write(folder.resolve("b"), "net", network, golden);
        assertOnly("b", ".a.old", ".a.part");
        Exporter.write(folder.resolve("a"), "net", network, golden);
        assertOnly("a", "b");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Path precious = Files.createDirectories(folder.resolve("a")).resolve("thesis.txt");
        Files.writeString(precious, "do not lose");
        Files.writeString(folder.resolve("a/report.json"), "{\"coverage\": 1}");

        assertThrows(
                ExportException.class,
                () -> Exporter.write(folder.resolve("a"), "net", network, golden));
        assertEquals("do not lose", Files.readString(precious));
        assertOnly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Net", "2net", "my-net", "int", "class", "bc_dense", "a b", "net\n"})
    void namesThatAreNoCIdentifiersAreRefusedBeforeAnythingIsWritten(String name)
            throws IOException {
        assertThrows(
                ExportException.class,
                () -> Exporter.write(folder.resolve("a"), name, network, golden));
        assertOnly();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThrows(
                ExportException.class,
                () -> Exporter.write(folder.resolve("file/a"), "net", network, golden));
        assertOnly("file");
    }

    @Test
    void aFailureHalfWayLeavesNothing() throws IOException {
        byte[][] wrongSize = {new byte[18]};

        assertThrows(
                IllegalArgumentException.class,
                () -> Exporter.write(folder.resolve("a"), "net", network, wrongSize));
        assertOnly();
    }
}
