package org.binaryconnect.examples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "8192, 8192",
        "1, 1",
        "8K, 8192",
        "8k, 8192",
        "8KB, 8192",
        "8KiB, 8192",
        "1M, 1048576",
        "512B, 512",
        "999999999999M, 1048575999998951424"
    })
    void sizes(String text, long bytes) {
        assertEquals(bytes, new ByteSize().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "K", "-1", "1.5K", "8G", "8 K", "1e3", "9999999999999"})
    void noSizes(String text) {
        assertThrows(TypeConversionException.class, () -> new ByteSize().convert(text));
    }
}
