package org.binaryconnect.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;

/** Commands as a user types them, with what they print. */
final class Commands {

    private Commands() {}

    record Outcome(int exitCode, String out, String err) {}

    static Outcome run(Object... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(capturedOut, true));
            System.setErr(new PrintStream(capturedErr, true));
            int exitCode = Main.run(Stream.of(args).map(String::valueOf).toArray(String[]::new));
            return new Outcome(exitCode, capturedOut.toString(), capturedErr.toString());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What a command prints that must succeed. */
    static String succeeds(Object... args) {
        Outcome outcome = run(args);
        assertEquals(0, outcome.exitCode, outcome.out + outcome.err);
        return outcome.out;
    }

    /** A command must fail with one line that has a text in it. */
    static void fails(int exitCode, String part, Object... args) {
        Outcome outcome = run(args);
        assertEquals(exitCode, outcome.exitCode, outcome.out + outcome.err);
        assertEquals(1, outcome.err.lines().count(), outcome.err);
        assertTrue(outcome.err.startsWith("bc: ") && outcome.err.contains(part), outcome.err);
    }
}
