package org.binaryconnect.examples.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a genuine file looks like.
 *
 * @param name file name, without a folder
 * @param bytes length in bytes
 * @param md5 MD5 in lower-case hexadecimal
 */
record DataFile(String name, long bytes, String md5) {

    /**
     * Checks length, then MD5.
     *
     * @param remedy what to tell the user
     * @throws DataException if {@code folder} holds a different file under this name
     * @throws IOException if the file cannot be read
     */
    void check(Path folder, String remedy) throws IOException {
        Path file = folder.resolve(name);
        checkSize(file, Files.size(file), remedy);
        checkHash(file, hash(file, "MD5"), remedy);
    }

    /**
     * Checks length, then MD5, of content that is kept in another form.
     *
     * @param file where it was found, for the message
     * @param remedy what to tell the user
     * @throws DataException if it is different
     */
    void check(Path file, byte[] content, String remedy) throws IOException {
        checkSize(file, content.length, remedy);
        checkHash(file, hash(new ByteArrayInputStream(content), "MD5"), remedy);
    }

    private void checkSize(Path file, long size, String remedy) throws DataException {
        if (size != bytes) {
            throw new DataException(
                    String.format(
                            "%s is %s: %d bytes, expected %d",
                            file, size < bytes ? "truncated" : "too long", size, bytes),
                    remedy);
        }
    }

    private void checkHash(Path file, String found, String remedy) throws DataException {
        if (!found.equals(md5)) {
            throw new DataException(
                    file + " was altered: MD5 " + found + ", expected " + md5, remedy);
        }
    }

    /** The hash of a file in lower-case hexadecimal. */
    static String hash(Path file, String algorithm) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return hash(in, algorithm);
        }
    }

    private static String hash(InputStream content, String algorithm) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm, e);
        }
        new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }
}
