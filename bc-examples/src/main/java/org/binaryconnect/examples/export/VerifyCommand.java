package org.binaryconnect.examples.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.data.ExampleData;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.FeatureOrder;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.toolchain.RtlSimulation;
import org.binaryconnect.hwexport.toolchain.Target;
import org.binaryconnect.hwexport.verify.CProgram;
import org.binaryconnect.hwexport.verify.Comparison;
import org.binaryconnect.hwexport.verify.ExportedFolder;
import org.binaryconnect.hwexport.verify.ExportedProgram;
import org.binaryconnect.hwexport.verify.JavaProgram;
import org.binaryconnect.hwexport.verify.RtlProgram;
import org.binaryconnect.hwexport.verify.TargetProgram;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compiles an export and compares what it computes with the reference. */
@Command(
        name = "verify",
        description =
                "Compile an export, run its self-test here and on the simulated target, and compare it with the reference;"
                        + " of an FPGA export simulate the Verilog.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

    private static final int ICARUS_FRAMES = 2;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder that ./bc export wrote.")
    private Path folder;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Examples on which every score is compared: " + DataOptions.KINDS + ".")
    private Path dataFile;

    @Mixin private DataOptions data;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "The model that was exported, for its own accuracy on the same examples.")
    private File model;

    @Option(names = "--host-only", description = "Leave the simulated target out.")
    private boolean hostOnly;

    @Option(
            names = "--rtl",
            description =
                    "Simulate the Verilog of an FPGA export: all golden vectors, or --data, in Verilator with random stalls on"
                            + " both streams, some in Icarus Verilog. Implied where the folder is one.")
    private boolean rtl;

    @Override
    public Integer call() throws IOException {
        if (model != null && dataFile == null) {
            throw new ParameterException(spec.commandLine(), "--model needs --data with labels");
        }
        ExportedFolder exported = ExportedFolder.open(folder);
        if (rtl && !exported.isFpga()) {
            throw new ExportException(
                    "%s is no FPGA export, but one for %s; leave out --rtl, or export with --target fpga"
                            .formatted(folder, exported.target()));
        }
        IntegerNetwork network = exported.network();
        say("Model         %s, the same in packed model, report and source", exported.hash());
        try (ExportedProgram program = compile(exported, network)) {
            host(exported, network, program);
            if (program instanceof RtlProgram simulated) {
                simulators(exported, simulated);
            } else if (!exported.isJava() && !hostOnly) {
                target(exported);
            }
            if (dataFile != null) {
                compare(exported, network, program);
            }
        }
        return 0;
    }

    private static ExportedProgram compile(ExportedFolder exported, IntegerNetwork network) {
        if (exported.isFpga()) {
            return new RtlProgram(exported, network);
        }
        return exported.isJava()
                ? new JavaProgram(exported, network)
                : new CProgram(exported, network);
    }

    private static void host(
            ExportedFolder exported, IntegerNetwork network, ExportedProgram program) {
        int differing = program.selfTest();
        byte[][][] inputs = differing == 0 ? new byte[0][][] : program.goldenInputs();
        String where = Comparison.of(program, network, inputs).where(program, inputs);
        String computer =
                exported.isFpga() ? "the Verilog in Verilator with random stalls" : "this computer";
        golden(computer, vectors(exported), differing, where);
    }

    private static int vectors(ExportedFolder exported) {
        return exported.report().path("goldenVectors").asInt();
    }

    /** Icarus Verilog, which is slow, on a few vectors; and clocks. */
    private static void simulators(ExportedFolder exported, RtlProgram program) {
        int few = Math.min(ICARUS_FRAMES, vectors(exported));
        golden("the Verilog in Icarus Verilog", few, program.selfTestInIcarus(few), "");
        RtlSimulation.Result clocks = program.withoutStalls();
        say(
                "Clocks        %,d a frame without stalls, %,d from its first input to its last score",
                clocks.clocksPerFrame(), clocks.latency());
    }

    private static void target(ExportedFolder exported) {
        Target target = Target.of(Core.of(exported.target()));
        if (target != Target.HOST) {
            golden(target.title(), vectors(exported), TargetProgram.selfTest(exported, target), "");
        }
    }

    private static void golden(String computer, int vectors, int differing, String where) {
        if (differing > 0) {
            throw new ExportException(
                    "On %s %d of %d golden vectors differ%s; export the model again"
                            .formatted(
                                    computer,
                                    differing,
                                    vectors,
                                    where.isEmpty() ? "" : ", " + where));
        }
        say("Self-test     %,d golden vectors equal on %s", vectors, computer);
    }

    private void compare(ExportedFolder exported, IntegerNetwork network, ExportedProgram program)
            throws IOException {
        DataSetIterator iterator = ExampleData.open(dataFile, data.options());
        Examples examples =
                Examples.read(
                        iterator,
                        new FeatureOrder(network.input().shape(), exported.isSequence()),
                        Integer.MAX_VALUE);
        if (model != null && !examples.hasLabels()) {
            throw new ExportException(dataFile + " has no labels; give --labels or --label-column");
        }
        byte[][][] bytes = new byte[examples.count()][][];
        for (int e = 0; e < bytes.length; e++) {
            bytes[e] = QuantizedNetwork.bytes(network.input(), examples.inputs()[e]);
        }
        if (exported.isFpga()) {
            say("Simulating %,d examples in Verilator, with random stalls", bytes.length);
        }
        Comparison comparison = Comparison.of(program, network, bytes);
        if (!comparison.differing().isEmpty()) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d examples of %s differ from the reference, %s",
                            comparison.differing().size(),
                            bytes.length,
                            dataFile,
                            comparison.where(program, bytes)));
        }
        say("Examples      %,d, all scores equal to the reference", bytes.length);
        if (examples.hasLabels()) {
            accuracy(examples, comparison, iterator);
        }
    }

    private void accuracy(Examples examples, Comparison comparison, DataSetIterator iterator) {
        Accuracy exported = Accuracy.of(comparison.expected(), examples.labels());
        say("Accuracy      %s, exported program", exported);
        if (model != null) {
            say("Accuracy      %s, DL4J", Accuracy.of(ModelReader.load(model), iterator));
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
