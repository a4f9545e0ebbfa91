package org.binaryconnect.examples.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.binaryconnect.examples.data.ExampleData;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.FpgaExportWriter;
import org.binaryconnect.hwexport.folder.JavaExportWriter;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.pipeline.FpgaExporter;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
import org.binaryconnect.hwexport.verify.ExportedFolder;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports a model that DL4J's {@code ModelSerializer} wrote. */
@Command(
        name = "export",
        description =
                "Turn a trained model into a folder of C99 sources with self-test, build files and reports, into one Java class,"
                        + " or into Verilog for FPGAs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

    private static final String UINT8 = "uint8";
    private static final String FLOAT32 = "float32";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "Zip file of a MultiLayerNetwork or a ComputationGraph.")
    private File model;

    @Option(
            names = "--calibrate",
            paramLabel = "DATA",
            required = true,
            description =
                    "Typical inputs, which set the ranges of activations; the first become the self-test: "
                            + DataOptions.KINDS
                            + ".")
    private Path calibrate;

    @Mixin private DataOptions data;

    @Mixin private FpgaOptions fpga;

    @Option(
            names = "--target",
            description =
                    "What the program is planned for: host, cortex-m0plus, cortex-m3, cortex-m4, cortex-m55, rv32imc, avr;"
                            + " java for a Java class; fpga for Verilog. Default: ${DEFAULT-VALUE}.",
            defaultValue = "cortex-m3")
    private String target;

    @Option(
            names = "--activations",
            paramLabel = "TYPE",
            description =
                    "uint8; or float32 for cores with a floating-point unit and where accuracy must not be touched: weights stay"
                            + " binary, inputs and scores are floating-point numbers. Default: ${DEFAULT-VALUE}.",
            defaultValue = UINT8)
    private String activations;

    @Option(
            names = "--max-ram",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description =
                    "Working memory and state that there is, as 8192, 8K or 1M. Default: no limit, the fastest kernels.")
    private Long maxRam;

    @Option(
            names = "--max-flash",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description =
                    "Flash that there is for weights, constants and code; measured where the target's compiler is installed,"
                            + " otherwise estimated. Default: no limit.")
    private Long maxFlash;

    @Option(
            names = "--ranges",
            paramLabel = "METHOD",
            converter = RangeConverter.class,
            description =
                    "How ranges of activations are chosen: min-max, percentile:99.99 or least-squares. Default: ${DEFAULT-VALUE}.",
            defaultValue = "min-max")
    private RangeMethod ranges;

    @Option(
            names = "--name",
            description =
                    "Prefix of all C names and files, or the name of the Java class. Default: ${DEFAULT-VALUE}, for Java Model.",
            defaultValue = "model")
    private String name;

    @Option(
            names = "--calibration-examples",
            paramLabel = "N",
            description = "At most so many examples are used. Default: ${DEFAULT-VALUE}.",
            defaultValue = "500")
    private int calibrationExamples;

    @Option(
            names = "--golden",
            paramLabel = "N",
            description = "Examples of the self-test. Default: ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int golden;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write; an earlier export in it is replaced.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Core core = checkArguments();
        Exporter.check(out, name, isJava());

        Model trained = ModelReader.load(model);
        DataSetIterator iterator = ExampleData.open(calibrate, data.options());
        TrainedNetwork network = ModelReader.read(trained, Examples.featureShape(iterator));
        say("Read %s: %,d layers", model, network.network().steps().size());
        Examples examples =
                inFile(() -> Examples.read(iterator, network.features(), calibrationExamples));
        Export export = describe(network, examples);
        if (isJava()) {
            JavaExportWriter.write(out, export);
        } else if (isFpga()) {
            FpgaExporter.write(out, export, fpga.device(), fpga.goals(), ExportCommand::say);
        } else {
            writeC(export, core);
        }
        print();
        return 0;
    }

    private Export describe(TrainedNetwork network, Examples examples) {
        if (isFloat()) {
            return Exporter.describe(
                    name, network, Exporter.floating(network.network()), examples, golden);
        }
        say("Calibrating with %,d examples of %s", examples.count(), calibrate);
        QuantizedNetwork quantized =
                fpga.requantized(Exporter.quantize(network.network(), examples.inputs(), ranges));
        return Exporter.describe(name, network, quantized, examples, golden);
    }

    private boolean isFloat() {
        return activations.equalsIgnoreCase(FLOAT32);
    }

    private boolean isJava() {
        return target.equalsIgnoreCase(JavaExportWriter.TARGET);
    }

    private boolean isFpga() {
        return target.equalsIgnoreCase(FpgaExportWriter.TARGET);
    }

    /**
     * @return null for Java and FPGAs
     */
    private Core checkArguments() {
        requirePositive("--calibration-examples", calibrationExamples);
        requirePositive("--golden", golden);
        if (!isFloat() && !activations.equalsIgnoreCase(UINT8)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There are no activations \"%s\"; use uint8 or float32".formatted(activations));
        }
        if (isFpga()) {
            fpga.check(spec);
        } else {
            fpga.refuse(spec);
        }
        if (!isJava() && !isFpga()) {
            try {
                return Core.of(target);
            } catch (ExportException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage() + ", java, fpga");
            }
        }
        if (isFloat()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--activations float32 has no form %s; use a target in C"
                            .formatted(isJava() ? "in Java" : "for an FPGA"));
        }
        if (maxRam != null || maxFlash != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--max-ram and --max-flash have no meaning for "
                            + target.toLowerCase(Locale.ROOT));
        }
        boolean isDefault = !spec.commandLine().getParseResult().hasMatchedOption("--name");
        name = isDefault && isJava() ? "Model" : name;
        return null;
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be at least 1, got %d".formatted(option, value));
        }
    }

    /** Failures of the data name their file. */
    private Examples inFile(Supplier<Examples> reading) {
        try {
            return reading.get();
        } catch (ExportException e) {
            throw new ExportException("%s: %s".formatted(calibrate, e.getMessage()), e);
        }
    }

    private void writeC(Export export, Core core) {
        Limits limits =
                new Limits(
                        maxRam == null ? Limits.NONE.ram() : maxRam,
                        maxFlash == null ? Limits.NONE.flash() : maxFlash);
        Plan plan = Planner.plan(export.network(), core, limits);
        say("Planned for %s", core.title());
        Exporter.write(out, export, plan, limits);
    }

    private void print() {
        ReportTable table = new ReportTable(ExportedFolder.open(out).report(), System.out);
        table.reasons();
        System.out.println();
        table.layers();
        System.out.println();
        table.totals();
        say("Folder       %s; README.md there says how to call and to build it", out);
    }

    private static void say(String line) {
        say("%s", line);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
