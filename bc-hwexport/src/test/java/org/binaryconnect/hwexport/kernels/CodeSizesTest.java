package org.binaryconnect.hwexport.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CodeSizesTest {

    private final CodeSizes sizes =
            CodeSizes.read(
                    new ByteArrayInputStream(
                            "# file,bytes\na.c,100\nb.c,20\n".getBytes(StandardCharsets.UTF_8)));

    @Test
    void sourcesAreAddedAndHeadersTakeNothing() {
        assertEquals(OptionalLong.of(120), sizes.sum(List.of("a.c", "a.h", "b.c")));
        assertEquals(OptionalLong.of(0), sizes.sum(List.of()));
    }

    @Test
    void whatWasNotMeasuredIsNotGuessed() {
        assertEquals(OptionalLong.empty(), sizes.sum(List.of("a.c", "c.c")));
    }
}
