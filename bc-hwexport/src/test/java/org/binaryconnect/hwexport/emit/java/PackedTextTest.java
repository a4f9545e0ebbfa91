package org.binaryconnect.hwexport.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTextTest {

    /** 0x81 0x01: the 7 bits 1, then 3; then 2 bits that are 0, and 10 more. */
    @Test
    void sevenBitsAreACharacter() {
        assertEquals(
                List.of(List.of("\\001\\003\\u0080")),
                PackedText.constants(new byte[] {(byte) 0x81, 0x01}));
    }

    /** 7 zeros and the 10 bits 1 that follow them, of which one is behind the end. */
    @Test
    void zerosTakeTenBitsAlong() {
        assertEquals(
                List.of(List.of("\\u027f")), PackedText.constants(new byte[] {(byte) 0x80, -1}));
    }

    @Test
    void quotesAndBackslashesAreEscaped() {
        assertEquals(
                List.of(List.of("\\042\\001")), PackedText.constants(new byte[] {(byte) 0xA2}));
        assertEquals(
                List.of(List.of("\\134\\001")), PackedText.constants(new byte[] {(byte) 0xDC}));
        assertEquals(List.of(List.of("A\\001")), PackedText.constants(new byte[] {(byte) 0xC1}));
    }

    @Test
    void noConstantIsLargerThanAClassFileAllows() {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);

        List<List<String>> constants = PackedText.constants(bytes);

        assertEquals(4, constants.size());
        for (List<String> lines : constants) {
            String text = String.join("", lines).replaceAll("\\\\u....", "##");
            assertTrue(text.replaceAll("\\\\[0-7]{3}", "#").length() < 65_535);
        }
    }
}
