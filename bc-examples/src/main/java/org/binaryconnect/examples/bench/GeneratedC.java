package org.binaryconnect.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;

/** The exported C program of a network in a process of its own, which times each inference. */
final class GeneratedC implements AutoCloseable {

    private static final String NAME = "layer";

    private final TemporaryFolder folder = new TemporaryFolder("bc-bench");
    private final Process process;
    private final OutputStream requests;
    private final BufferedReader answers;

    /**
     * @param inputs [inputs][elements], at most 256; the program runs them by their number
     * @throws RunException if the program differs from the reference
     */
    GeneratedC(IntegerNetwork network, byte[][] inputs) throws IOException, RunException {
        byte[][][] examples = new byte[inputs.length][1][];
        for (int v = 0; v < inputs.length; v++) {
            examples[v][0] = inputs[v];
        }
        Path export = folder.path().resolve("export");
        Exporter.write(
                export, NAME, Planner.plan(network, Core.HOST, Limits.NONE), "identity", examples);
        Firmware firmware = Firmware.build(export, NAME, Target.HOST);
        if (firmware.runSelfTest().stream().anyMatch(vector -> vector.mismatches() > 0)) {
            throw new RunException("the C program differs from the reference");
        }
        try (InputStream source = GeneratedC.class.getResourceAsStream("/bench/host_timer.c")) {
            Files.copy(source, export.resolve("host_timer.c"));
        }
        process =
                new ProcessBuilder(firmware.linkWith("host_timer.c").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        requests = process.getOutputStream();
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Nanoseconds of one inference of an input. */
    long run(int input) throws IOException {
        requests.write(input);
        requests.flush();
        return Long.parseLong(answers.readLine());
    }

    @Override
    public void close() throws IOException {
        requests.close();
        process.destroyForcibly();
        folder.close();
    }
}
