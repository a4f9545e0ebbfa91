package org.binaryconnect.hwexport.toolchain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.binaryconnect.hwexport.ExportException;

/** Runs a program to its end, with a time limit. */
final class Tool {

    private Tool() {}

    /** What a program left. */
    record Result(int exitCode, byte[] output, String errors) {

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param debianPackage what to install where the program is missing, for the message
     * @param input standard input, may be empty
     * @throws ExportException if the program is missing or does not end in time
     */
    static Result run(
            List<String> command, String debianPackage, Path folder, byte[] input, Duration limit) {
        Process process;
        try {
            process = new ProcessBuilder(command).directory(folder.toFile()).start();
        } catch (IOException e) {
            throw new ExportException(
                    "%s cannot be started; install it (Debian package %s)"
                            .formatted(command.get(0), debianPackage),
                    e);
        }
        try {
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> write(process.getOutputStream(), input));
            CompletableFuture<byte[]> output =
                    CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
            CompletableFuture<byte[]> errors =
                    CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ExportException(
                        "%s did not end within %d s and was stopped"
                                .formatted(command.get(0), limit.toSeconds()));
            }
            writer.join();
            return new Result(
                    process.exitValue(),
                    output.join(),
                    new String(errors.join(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExportException(command.get(0) + " was interrupted", e);
        } catch (CompletionException e) {
            throw new ExportException(
                    "%s: %s".formatted(command.get(0), e.getCause().getMessage()), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * A program that ends early closes its input; its exit code then tells more than our failed
     * write.
     */
    private static void write(OutputStream stream, byte[] bytes) {
        try (stream) {
            stream.write(bytes);
        } catch (IOException e) {
            // Reported through the exit code.
        }
    }

    private static byte[] readAll(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            stream.transferTo(bytes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
        return bytes.toByteArray();
    }
}
