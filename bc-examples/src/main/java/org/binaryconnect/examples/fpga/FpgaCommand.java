package org.binaryconnect.examples.fpga;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.mnist.QuantizedMnist;
import org.binaryconnect.examples.mnist.TestSet;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.fpga.FpgaGoals;
import org.binaryconnect.hwexport.fpga.Implementation;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.pipeline.FpgaExporter;
import org.binaryconnect.hwexport.quantize.PowerOfTwo;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.toolchain.Fpga;
import org.binaryconnect.hwexport.toolchain.RtlSimulation;
import org.binaryconnect.hwexport.verify.ExportedFolder;
import org.binaryconnect.hwexport.verify.RtlProgram;
import org.binaryconnect.layers.training.ClassificationError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Two MNIST networks from training to a placed and simulated FPGA design. */
@Command(
        name = "fpga",
        description =
                "Train a dense and a convolutional MNIST network, place them on an iCE40 HX8K, and simulate their Verilog on test"
                        + " images.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class FpgaCommand implements Callable<Integer> {

    private static final int EVALUATION_BATCH = 500;
    private static final int GOLDEN_VECTORS = 10;
    private static final Fpga DEVICE = Fpga.HX8K;

    /** With multipliers, and without any. */
    private static final List<Boolean> REQUANTIZATIONS = List.of(false, true);

    @Option(
            names = "--images",
            description = "Test images that are simulated. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000")
    private int images;

    @Option(
            names = "--epochs",
            description =
                    "Length of the whole schedule. Default: 20 for the dense network, 8 for the other.")
    private Integer epochs;

    @Option(
            names = "--out",
            description = "Folder of the runs. Default: ${DEFAULT-VALUE}.",
            defaultValue = "runs/fpga")
    private Path out;

    @Option(
            names = "--restart",
            description = "Throw away runs in the folder instead of continuing them.")
    private boolean restart;

    private int mismatches;

    @Override
    public Integer call() throws IOException, RunException {
        if (images < 2 || images > MnistData.TEST) {
            throw new RunException("--images must be 2 to %d".formatted(MnistData.TEST));
        }
        MnistData data = MnistData.load(MnistFiles.defaultFolder());
        StringBuilder table = new StringBuilder();
        for (FpgaNetwork network : FpgaNetwork.values()) {
            Progress progress = new Progress(); // Its time left is that of one training.
            progress.step("training " + network.id());
            Path folder = out.resolve(network.id());
            Training.Result trained = network.train(epochs, data, folder, restart, progress);
            double error = ClassificationError.of(trained.network(), data.test(EVALUATION_BATCH));
            QuantizedMnist mnist = QuantizedMnist.of(trained.network(), data);
            QuantizedNetwork quantized = mnist.quantized();
            line(table, "%n%s, %,d weights", network.id(), quantized.network().weights());
            line(table, "Training                      %s", time(trained));
            line(table, "Test error, DL4J              %.2f %%", 100 * error);
            for (boolean isPowerOfTwo : REQUANTIZATIONS) {
                QuantizedNetwork requantized =
                        isPowerOfTwo ? PowerOfTwo.apply(quantized) : quantized;
                String name = network.id() + (isPowerOfTwo ? "_shift" : "");
                Export export =
                        Exporter.describe(
                                name,
                                mnist.read(),
                                requantized,
                                mnist.calibration(),
                                GOLDEN_VECTORS);
                run(folder.resolve(name), export, requantized, data, progress, table);
            }
        }
        System.out.println(table.toString().stripTrailing());
        return mismatches == 0 ? 0 : 1;
    }

    private static String time(Training.Result trained) {
        return Progress.format(Duration.ofSeconds(Math.round(trained.seconds())));
    }

    private void run(
            Path folder,
            Export export,
            QuantizedNetwork quantized,
            MnistData data,
            Progress progress,
            StringBuilder table) {
        FpgaExporter.Result written =
                FpgaExporter.write(folder, export, DEVICE, FpgaGoals.DEFAULT, progress::step);
        TestSet all = TestSet.first(MnistData.TEST, quantized.network(), data);
        TestSet test = TestSet.first(images, quantized.network(), data);
        line(table, "- %s, in %s", export.name(), folder);
        line(
                table,
                "  Test error, integers        %.2f %% of 10,000 images",
                100 * all.error(all.expected()));
        placed(written, table);
        progress.step("simulating %,d images in Verilator".formatted(images));
        try (RtlProgram program =
                new RtlProgram(ExportedFolder.open(folder), quantized.network())) {
            int[][] scores =
                    program
                            .scores(
                                    Arrays.stream(test.inputs())
                                            .map(image -> new byte[][] {image})
                                            .toList())
                            .stream()
                            .map(frame -> frame[0])
                            .toArray(int[][]::new);
            int different = test.mismatches(scores);
            mismatches += different;
            RtlSimulation.Result clocks = program.withoutStalls();
            line(
                    table,
                    "  Verilator, random stalls    %d of %,d images differ, test error %.2f %%",
                    different,
                    images,
                    100 * test.error(scores));
            line(
                    table,
                    "  Clocks, without stalls      %,d a frame, %,d from first input to last score",
                    clocks.clocksPerFrame(),
                    clocks.latency());
        }
    }

    private static void placed(FpgaExporter.Result written, StringBuilder table) {
        Implementation placed = written.implementation();
        if (placed == null) {
            line(table, "  Not placed: Yosys or nextpnr is not installed");
            return;
        }
        line(
                table,
                "  %-27s %,d logic cells (%,d look-up tables, %,d flip-flops), %d block RAMs",
                placed.device(),
                placed.logicCells(),
                placed.lookUpTables(),
                placed.flipFlops(),
                placed.blockRams());
        line(
                table,
                "  Speed                       %.1f MHz, %,.0f images a second",
                placed.megahertz(),
                placed.framesPerSecond(written.design()));
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
