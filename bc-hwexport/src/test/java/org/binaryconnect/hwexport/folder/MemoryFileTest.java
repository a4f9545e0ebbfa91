package org.binaryconnect.hwexport.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryFileTest {

    @TempDir private Path folder;

    /** The worked example of FORMAT.md, section 3: the rows of section 1 as numbers. */
    @Test
    void aRowIsANumberWhoseLowestBitIsItsFirstColumn() {
        PackedMatrix matrix = PackedMatrix.of(2, 9, new byte[] {0x19, 0x01, (byte) 0xE6, 0x00});

        List<String> lines = MemoryFile.lines("example", matrix);

        assertEquals(List.of("0119", "00e6"), lines.subList(1, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 64, 783})
    void whatIsWrittenIsReadBack(int columns) throws IOException {
        Random random = new Random(columns);
        PackedMatrix matrix = PackedMatrix.pack(5, columns, (r, c) -> random.nextBoolean());
        Path file = folder.resolve("weights.mem");
        Files.write(file, MemoryFile.lines("weights", matrix));

        assertEquals(matrix, MemoryFile.read(file, 5, columns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0119\n", "0119\n00e6\n00e6\n", "0119\n0e6\n", "0119\n00g6\n"})
    void otherFilesAreRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("weights.mem"), text);

        assertThrows(ExportException.class, () -> MemoryFile.read(file, 2, 9));
    }
}
