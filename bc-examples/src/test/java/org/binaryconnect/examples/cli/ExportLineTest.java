package org.binaryconnect.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.binaryconnect.examples.export.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a model file to a verified folder, with every kind of data, as a user types it. */
class ExportLineTest {

    @TempDir private Path folder;

    private record Outcome(int exitCode, String out, String err) {}

    private static Outcome run(Object... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = String.valueOf(args[i]);
        }
        try {
            System.setOut(new PrintStream(capturedOut, true));
            System.setErr(new PrintStream(capturedErr, true));
            int exitCode = Main.run(words);
            return new Outcome(exitCode, capturedOut.toString(), capturedErr.toString());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static String succeeds(Object... args) {
        Outcome outcome = run(args);
        assertEquals(0, outcome.exitCode, outcome.out + outcome.err);
        return outcome.out;
    }

    @Test
    void denseFromCsv() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Path out = folder.resolve("out");

        String export =
                succeeds(
                        "export",
                        model,
                        "--calibrate",
                        csv,
                        "--label-column=-1",
                        "--target",
                        "host",
                        "--max-ram",
                        "8K",
                        "--name",
                        "digits",
                        "--out",
                        out);
        String verify =
                succeeds(
                        "verify",
                        out,
                        "--data",
                        csv,
                        "--label-column=-1",
                        "--model",
                        model,
                        "--host-only");
        String inspect = succeeds("inspect", out);
        System.out.println(export + verify + inspect);

        assertTrue(verify.contains("60, all scores equal to the reference"), verify);
    }

    @Test
    void convolutionFromIdx() throws IOException {
        Path model = Models.convolution(folder.resolve("model.zip"));
        Path idx = Models.idx(folder.resolve("images"));
        Path labels = Models.idxLabels(folder.resolve("labels"));
        Path out = folder.resolve("out");

        String export =
                succeeds(
                        "export",
                        model,
                        "--calibrate",
                        idx,
                        "--target",
                        "host",
                        "--ranges",
                        "least-squares",
                        "--out",
                        out);
        String verify =
                succeeds("verify", out, "--data", idx, "--labels", labels, "--model", model);
        System.out.println(export + verify + succeeds("inspect", out));
    }

    @Test
    void recurrentFromDataSets() throws IOException {
        Path model = Models.recurrent(folder.resolve("model.zip"));
        Path data = Models.saved(Models.sequences(60), folder.resolve("data.bin"));
        Path out = folder.resolve("out");

        String export =
                succeeds("export", model, "--calibrate", data, "--target", "host", "--out", out);
        String verify = succeeds("verify", out, "--data", data, "--model", model);
        System.out.println(export + verify + succeeds("inspect", out));
    }

    @Test
    void javaClass() throws IOException {
        Path model = Models.dense(folder.resolve("model.zip"));
        Path csv = Models.csv(folder.resolve("data.csv"));
        Path out = folder.resolve("out");

        String export =
                succeeds(
                        "export",
                        model,
                        "--calibrate",
                        csv,
                        "--label-column=-1",
                        "--target",
                        "java",
                        "--name",
                        "org.example.Digits",
                        "--out",
                        out);
        String verify = succeeds("verify", out, "--data", csv, "--label-column=-1");
        System.out.println(export + verify + succeeds("inspect", out));
    }
}
