package org.binaryconnect.examples.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The six binary files of CIFAR-10, unpacked in a folder or in the folder {@code
 * cifar-10-batches-bin} within, or else in the archive as it is downloaded, which is read without
 * unpacking it to disk.
 */
final class Cifar10Files {

    /** Five files of training images, then the test images. */
    static final List<String> NAMES =
            List.of(
                    "data_batch_1.bin",
                    "data_batch_2.bin",
                    "data_batch_3.bin",
                    "data_batch_4.bin",
                    "data_batch_5.bin",
                    "test_batch.bin");

    /** Of the archive, as the data set's page gives it. */
    static final String MD5 = "c32a1d4ab5d03f1284b67883e8d87530";

    private static final String ARCHIVE = "cifar-10-binary.tar.gz";
    private static final String ARCHIVE_FOLDER = "cifar-10-batches-bin";

    private final Path folder;
    private final int size;
    private final String md5;

    /**
     * @param size bytes of each file
     * @param md5 of the archive
     */
    Cifar10Files(Path folder, int size, String md5) {
        this.folder = folder;
        this.size = size;
        this.md5 = md5;
    }

    /** Takes the files one by one, in any order. */
    interface Reader {
        /**
         * @param number of the file, as in {@link #NAMES}
         * @param source the file, for messages
         * @param content as many bytes as each file has
         */
        void read(int number, Path source, byte[] content) throws IOException;
    }

    /**
     * Reads each of the files once.
     *
     * @throws DataException if one is missing, has another length, or the archive was altered
     */
    void read(Reader reader) throws IOException {
        Path unpacked = folder.resolve(ARCHIVE_FOLDER);
        Path archive = folder.resolve(ARCHIVE);
        if (hasAny(folder)) {
            readFolder(folder, reader);
        } else if (hasAny(unpacked)) {
            readFolder(unpacked, reader);
        } else if (Files.exists(archive)) {
            readArchive(archive, reader);
        } else {
            throw missing(folder.resolve(NAMES.get(0)));
        }
    }

    private static boolean hasAny(Path place) {
        return NAMES.stream().anyMatch(name -> Files.exists(place.resolve(name)));
    }

    private void readFolder(Path place, Reader reader) throws IOException {
        for (int number = 0; number < NAMES.size(); number++) {
            Path file = place.resolve(NAMES.get(number));
            if (!Files.exists(file)) {
                throw missing(file);
            }
            checkSize(file, Files.size(file));
            reader.read(number, file, Files.readAllBytes(file));
        }
    }

    private void readArchive(Path archive, Reader reader) throws IOException {
        String found = DataFile.hash(archive, "MD5");
        if (!found.equals(md5)) {
            throw new DataException(
                    archive + " is truncated or altered: MD5 " + found + ", expected " + md5,
                    remedy());
        }
        Set<String> missing = new HashSet<>(NAMES);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextTarEntry()) != null) {
                Path file = Path.of(entry.getName());
                int number = NAMES.indexOf(file.getFileName().toString());
                if (number >= 0) {
                    Path source = archive.resolve(file);
                    checkSize(source, entry.getSize());
                    reader.read(number, source, tar.readNBytes(size));
                    missing.remove(NAMES.get(number));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw missing(archive.resolve(missing.iterator().next()));
        }
    }

    private void checkSize(Path file, long found) throws DataException {
        if (found != size) {
            throw new DataException(
                    "%s is %s: %d bytes, expected %d"
                            .formatted(file, found < size ? "truncated" : "too long", found, size),
                    remedy());
        }
    }

    private DataException missing(Path file) {
        return new DataException(file + " is missing", remedy());
    }

    /** Where the files, or the archive, are looked for. */
    Path folder() {
        return folder;
    }

    /** What to tell the user of files that are missing or not genuine. */
    String remedy() {
        return "download "
                + ARCHIVE
                + " from https://www.cs.toronto.edu/~kriz/cifar.html and put it, packed or unpacked, into "
                + folder;
    }
}
