package org.binaryconnect.examples.mnist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.Inputs;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The main job: data, training, export, and the exported program on this computer and on simulated
 * microcontrollers.
 */
@Command(
        name = "mnist",
        description =
                "Train the paper's MNIST network with binary weights, export it, and run the C program on simulated microcontrollers.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MnistCommand implements Callable<Integer> {

    private static final int EVALUATION_BATCH = 500;
    private static final int CALIBRATION_IMAGES = 500;
    private static final int GOLDEN_VECTORS = 20;
    private static final String NAME = "mnist";

    @Option(
            names = "--quick",
            description = "A small network (3x256, 5 epochs): about two minutes.")
    private boolean quick;

    @Option(
            names = "--epochs",
            description = "Length of the whole schedule. Default: 20, with --quick 5.")
    private Integer epochs;

    @Option(
            names = "--width",
            description = "Units of each hidden layer. Default: 1024, with --quick 256.")
    private Integer width;

    @Option(
            names = "--seed",
            description = "Of initialization, shuffling and sampling. Default: 1.")
    private Long seed;

    @Option(
            names = "--out",
            description = "Folder of the run. Default: runs/mnist, with --quick runs/mnist-quick.")
    private Path out;

    @Option(
            names = "--restart",
            description = "Throw away a run in the folder instead of continuing it.")
    private boolean restart;

    @Override
    public Integer call() throws IOException, RunException {
        Recipe recipe = recipe();
        Path folder = out != null ? out : Path.of("runs", quick ? "mnist-quick" : "mnist");
        MnistData data = MnistData.load(MnistFiles.defaultFolder());
        Progress progress = new Progress();
        Training.Result trained = new Training(recipe, data, folder, restart, progress).run();
        MnistReport report = new MnistReport(System.out);
        report.training(trained);

        progress.step("evaluating in DL4J");
        report.dl4j(1 - trained.network().evaluate(data.test(EVALUATION_BATCH)).accuracy());

        progress.step("exporting");
        IntegerNetwork integers =
                Exporter.quantize(
                        ModelReader.read(trained.network()),
                        Inputs.unit(
                                Inputs.vectors(
                                        data.calibration(CALIBRATION_IMAGES), MnistData.INPUTS)));
        byte[] images = data.testImages();
        byte[] labels = data.testLabels();
        Path export = folder.resolve("export");
        byte[][] golden = Arrays.copyOf(Inputs.vectors(images, MnistData.INPUTS), GOLDEN_VECTORS);
        Exporter.write(export, NAME, integers, golden);

        progress.step("computing the integer reference");
        int[][] expected = new ReferenceInterpreter(integers).runAll(images);
        report.reference(error(expected, labels), integers);

        progress.step("running the C program on this computer");
        int[][] scores =
                Firmware.build(export, NAME, Target.HOST).runFilter(images, integers.scores());
        report.host(error(scores, labels), mismatches(expected, scores), scores.length);
        for (Target target : Target.values()) {
            // The runtime does not keep weights in the flash of AVR yet.
            if (target.isSimulated() && target != Target.AVR) {
                progress.step("running the C program on a simulated " + target.title());
                Firmware firmware = Firmware.build(export, NAME, target);
                report.simulated(target, firmware, firmware.runSelfTest());
            }
        }
        return report.print(folder, trained.file(), export) ? 0 : 1;
    }

    private Recipe recipe() throws RunException {
        Recipe base = quick ? Recipe.QUICK : Recipe.PAPER;
        try {
            return new Recipe(
                    base.hiddenLayers(),
                    width != null ? width : base.width(),
                    epochs != null ? epochs : base.epochs(),
                    base.batchSize(),
                    base.method(),
                    base.firstLearningRate(),
                    base.lastLearningRate(),
                    base.binarization(),
                    base.scaleStep(),
                    seed != null ? seed : base.seed());
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }

    private static double error(int[][] scores, byte[] labels) {
        int wrong = 0;
        for (int v = 0; v < scores.length; v++) {
            int best = 0;
            for (int c = 1; c < scores[v].length; c++) {
                best = scores[v][c] > scores[v][best] ? c : best;
            }
            wrong += best == labels[v] ? 0 : 1;
        }
        return (double) wrong / scores.length;
    }

    /** The number of vectors of which any score differs. */
    private static int mismatches(int[][] expected, int[][] found) {
        if (found.length != expected.length) {
            throw new ExportException(
                    "The C program gave %d of %d answers".formatted(found.length, expected.length));
        }
        int mismatches = 0;
        for (int v = 0; v < expected.length; v++) {
            mismatches += Arrays.equals(expected[v], found[v]) ? 0 : 1;
        }
        return mismatches;
    }
}
