package org.binaryconnect.hwexport.folder;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * Packed weights as text for Verilog's {@code $readmemh}: one line a row, as one hexadecimal number
 * whose bit 0 is column 0, padded to whole bytes. A memory for it is {@code reg [8 * rowBytes - 1 :
 * 0] weights [0 : rows - 1]}.
 */
public final class MemoryFile {

    private MemoryFile() {}

    /** The lines of the file. */
    static List<String> lines(String title, PackedMatrix matrix) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "// %s: %d words of %d bits, %d used; bit i of a word is the weight of input i, 1 = +1, 0 = -1",
                        title,
                        matrix.rows(),
                        8 * matrix.rowBytes(),
                        matrix.columns()));
        for (int r = 0; r < matrix.rows(); r++) {
            lines.add(HexFormat.of().formatHex(reversed(matrix.row(r))));
        }
        return lines;
    }

    /**
     * Reads a file back.
     *
     * @throws ExportException if it holds other than {@code rows} numbers of that size
     */
    public static PackedMatrix read(Path file, int rows, int columns) throws IOException {
        int rowBytes = (columns + 7) / 8;
        byte[] bytes = new byte[rows * rowBytes];
        int row = 0;
        for (String line : Files.readAllLines(file)) {
            String word = line.replaceAll("//.*", "").replace("_", "").strip();
            if (word.isEmpty()) {
                continue;
            }
            if (row == rows || word.length() != 2 * rowBytes || !word.matches("[0-9a-fA-F]+")) {
                throw new ExportException(
                        "%s, word %d: expected %d words of %d hexadecimal digits; export the model again"
                                .formatted(file, row, rows, 2 * rowBytes));
            }
            BigInteger value = new BigInteger(word, 16);
            for (int c = 0; c < 8 * rowBytes; c++) {
                if (value.testBit(c)) {
                    bytes[row * rowBytes + c / 8] |= (byte) (1 << (c % 8));
                }
            }
            row++;
        }
        if (row != rows) {
            throw new ExportException(
                    "%s has %d words, expected %d; export the model again"
                            .formatted(file, row, rows));
        }
        return PackedMatrix.of(rows, columns, bytes);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
