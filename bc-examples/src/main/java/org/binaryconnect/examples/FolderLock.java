package org.binaryconnect.examples;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a run's folder; the end of a process, however it ends, unlocks. */
public final class FolderLock {

    private FolderLock() {}

    /**
     * Makes the folder if need be, and locks it until the result is closed.
     *
     * @param doing what another process is then said to do
     * @throws RunException if another process has it, or it cannot be written
     */
    public static Closeable lock(Path folder, String doing) throws RunException {
        try {
            FileChannel channel = open(folder);
            if (channel.tryLock() == null) {
                channel.close();
                throw new RunException(
                        "Another process is %s in %s; wait for it, or choose another --out"
                                .formatted(doing, folder));
            }
            return channel;
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    /**
     * As {@link #lock}, but waits for another process.
     *
     * @throws RunException if the folder cannot be written
     */
    public static Closeable await(Path folder) throws RunException {
        try {
            FileChannel channel = open(folder);
            channel.lock();
            return channel;
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** What to tell about a folder that cannot be written. */
    public static RunException notWritable(Path folder, IOException e) {
        return new RunException(
                "Cannot write to %s (%s); choose another --out".formatted(folder, e));
    }
}
