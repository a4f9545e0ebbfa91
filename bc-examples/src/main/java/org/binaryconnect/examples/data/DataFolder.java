package org.binaryconnect.examples.data;

import java.nio.file.Path;

/** Where data sets are kept unless a user says otherwise. */
final class DataFolder {

    private DataFolder() {}

    /**
     * {@code $BC_DATA/name}, or {@code ~/.cache/binaryconnect/name} if BC_DATA is not set or blank.
     */
    static Path of(String name) {
        return of(System.getenv("BC_DATA"), System.getProperty("user.home"), name);
    }

    static Path of(String bcData, String home, String name) {
        Path cache =
                bcData == null || bcData.isBlank()
                        ? Path.of(home, ".cache", "binaryconnect")
                        : Path.of(bcData);
        return cache.resolve(name);
    }
}
