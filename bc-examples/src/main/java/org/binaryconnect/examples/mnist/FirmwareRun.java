package org.binaryconnect.examples.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.binaryconnect.examples.data.MnistData;
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
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;
import org.binaryconnect.layers.training.ClassificationError;

/**
 * From a network that was trained on MNIST to its program: on this computer with all test images,
 * and on simulated microcontrollers with the first ones.
 */
public final class FirmwareRun {

    private static final int EVALUATION_BATCH = 500;
    private static final int GOLDEN_VECTORS = 20;
    private static final String NAME = "mnist";
    private static final List<Core> CORES = List.of(Core.HOST, Core.CORTEX_M3, Core.RV32IMC);

    /** The working memory that small microcontrollers have to spare. */
    private static final Limits LIMITS = new Limits(8192, Limits.NONE.flash());

    private final MnistData data;
    private final Progress progress;

    public FirmwareRun(MnistData data, Progress progress) {
        this.data = data;
        this.progress = progress;
    }

    /**
     * Exports a network, runs the programs, and prints one table.
     *
     * @param folder receives {@code firmware}
     * @return whether every program gave the reference's numbers
     */
    public boolean run(Training.Result trained, Path folder) throws IOException {
        MnistReport report = new MnistReport(System.out);
        report.training(trained);

        progress.step("evaluating in DL4J");
        report.dl4j(ClassificationError.of(trained.network(), data.test(EVALUATION_BATCH)));

        progress.step("exporting");
        QuantizedMnist network = QuantizedMnist.of(trained.network(), data);
        IntegerNetwork integers = network.quantized().network();
        Export export =
                Exporter.describe(
                        NAME,
                        network.read(),
                        network.quantized(),
                        network.calibration(),
                        GOLDEN_VECTORS);

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
        return report.print(folder, trained.file(), firmware);
    }
}
