package org.binaryconnect.examples.search.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.binaryconnect.examples.export.Accuracy;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.examples.search.job.Job;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;
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
import org.binaryconnect.layers.training.ClassificationError;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A candidate of the Pareto front after its export. Only these see the test examples, and nothing
 * is chosen by what they give.
 *
 * @param testError of DL4J's network with binary weights; null without test examples
 * @param exportedTestError of the exported integers; null without test examples
 * @param measuredFlash bytes by the target's compiler; null if it is not installed
 */
public record Finalist(Double testError, Double exportedTestError, Long measuredFlash) {

    private static final int CALIBRATION_EXAMPLES = 500;
    private static final String NAME = "model";

    /**
     * Exports and evaluates a candidate.
     *
     * @param model its zip file
     */
    public static Finalist of(Path model, Job job, SearchData data) throws IOException {
        Model network = ModelReader.load(model.toFile());
        TrainedNetwork trained = ModelReader.read(network, data.exampleShape());
        Examples calibration =
                Examples.read(data.firstTraining(), trained.features(), CALIBRATION_EXAMPLES);
        QuantizedNetwork quantized =
                Exporter.quantize(
                        trained.network(), calibration.inputs(), new RangeMethod.MinimumMaximum());
        Double testError = null;
        Double exported = null;
        DataSetIterator test = data.test().orElse(null);
        if (test != null) {
            testError = ClassificationError.of(network, test);
            exported = error(quantized, Examples.read(test, trained.features(), Integer.MAX_VALUE));
        }
        Export export = Exporter.describe(NAME, trained, quantized, calibration, 1);
        OptionalLong flash = measuredFlash(export, job);
        return new Finalist(testError, exported, flash.isPresent() ? flash.getAsLong() : null);
    }

    /** Whether it fits, as far as that was measured: the estimate may be some hundred bytes off. */
    boolean keepsTo(long flash) {
        return measuredFlash == null || measuredFlash <= flash;
    }

    private static double error(QuantizedNetwork quantized, Examples test) {
        int[][][] scores =
                new ReferenceInterpreter(quantized.network())
                        .runSequences(quantized.bytes(test.inputs()));
        return Accuracy.of(scores, test.labels()).error();
    }

    private static OptionalLong measuredFlash(Export export, Job job) {
        Target target = Target.of(job.core());
        if (!Firmware.isInstalled(target)) {
            return OptionalLong.empty();
        }
        Limits limits = new Limits(job.objectives().limit(Metric.RAM), Limits.NONE.flash());
        Plan plan = Planner.plan(export.network(), job.core(), limits);
        try (TemporaryFolder folder = new TemporaryFolder("bc-search")) {
            Path out = folder.path().resolve("export");
            Exporter.write(out, export, plan, Limits.NONE);
            return OptionalLong.of(Firmware.measureFlash(out, NAME, target));
        }
    }
}
