package org.binaryconnect.examples.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every error message must be. */
final class Messages {

    private Messages() {}

    /** One line, "problem; remedy", that contains all {@code parts}. */
    static void assertOneLine(Exception e, String... parts) {
        String message = e.getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "no \"" + part + "\" in: " + message);
        }
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("; "), () -> "no remedy in: " + message);
    }
}
