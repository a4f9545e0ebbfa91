package org.binaryconnect.examples.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.DenseNetwork;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.ImageTraining;
import org.binaryconnect.examples.training.Progress;
import org.binaryconnect.examples.training.Training;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FlashEstimate;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
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
    private static final int QUICK_WIDTH = 256;
    private static final int QUICK_EPOCHS = 5;
    private static final String NAME = "mnist";
    private static final List<Core> CORES = List.of(Core.HOST, Core.CORTEX_M3, Core.RV32IMC);

    /** The working memory that small microcontrollers have to spare. */
    private static final Limits LIMITS = new Limits(8192, Limits.NONE.flash());

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
        Training.Result trained =
                new Training(
                                recipe,
                                DenseNetwork.configuration(
                                        recipe, MnistData.INPUTS, MnistData.CLASSES),
                                ImageTraining.flat(data.imageSets()),
                                folder,
                                restart,
                                progress)
                        .run();
        MnistReport report = new MnistReport(System.out);
        report.training(trained);

        progress.step("evaluating in DL4J");
        report.dl4j(1 - trained.network().evaluate(data.test(EVALUATION_BATCH)).accuracy());

        progress.step("exporting");
        TrainedNetwork network = ModelReader.read(trained.network(), MnistData.INPUTS);
        Examples calibration =
                Examples.read(
                        data.firstTraining(CALIBRATION_IMAGES, EVALUATION_BATCH),
                        network.features(),
                        CALIBRATION_IMAGES);
        QuantizedNetwork quantized =
                Exporter.quantize(
                        network.network(), calibration.inputs(), new RangeMethod.MinimumMaximum());
        IntegerNetwork integers = quantized.network();
        Export export = Exporter.describe(NAME, network, quantized, calibration, GOLDEN_VECTORS);

        progress.step("computing the integer reference");
        TestSet test = TestSet.first(MnistData.TEST, integers, data);
        report.reference(test.error(test.expected()), integers);
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        Arrays.stream(test.inputs()).forEach(inputs::writeBytes);

        Path firmware = folder.resolve("firmware");
        for (Core core : CORES) {
            Target target = Target.of(core);
            progress.step("running the C program on " + target.title());
            Path exported = firmware.resolve(core.id());
            Plan plan = Planner.plan(integers, core, LIMITS);
            FlashEstimate stated = Exporter.write(exported, export, plan, LIMITS);
            Firmware program = Firmware.build(exported, NAME, target);
            if (target.isSimulated()) {
                report.simulated(target, plan, stated, program, program.runSelfTest());
            } else {
                int[][] scores = program.runFilter(inputs.toByteArray(), integers.scores());
                report.host(test.error(scores), test.mismatches(scores), scores.length);
            }
        }
        return report.print(folder, trained.file(), firmware) ? 0 : 1;
    }

    private Recipe recipe() throws RunException {
        int defaultWidth = quick ? QUICK_WIDTH : Recipe.DENSE.width();
        int defaultEpochs = quick ? QUICK_EPOCHS : Recipe.DENSE.epochs();
        try {
            return Recipe.DENSE
                    .withWidth(width != null ? width : defaultWidth)
                    .withEpochs(epochs != null ? epochs : defaultEpochs)
                    .withSeed(seed != null ? seed : Recipe.DENSE.seed());
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }
}
