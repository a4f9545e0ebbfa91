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
import org.binaryconnect.hwexport.toolchain.Target;
import org.binaryconnect.hwexport.verify.CProgram;
import org.binaryconnect.hwexport.verify.Comparison;
import org.binaryconnect.hwexport.verify.ExportedFolder;
import org.binaryconnect.hwexport.verify.ExportedProgram;
import org.binaryconnect.hwexport.verify.JavaProgram;
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
                "Compile an export, run its self-test here and on the simulated target, and compare it with the reference.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {

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

    @Override
    public Integer call() throws IOException {
        if (model != null && dataFile == null) {
            throw new ParameterException(spec.commandLine(), "--model needs --data with labels");
        }
        ExportedFolder exported = ExportedFolder.open(folder);
        IntegerNetwork network = exported.network();
        say("Model         %s, the same in packed model, report and source", exported.hash());
        try (ExportedProgram program = compile(exported, network)) {
            host(exported, network, program);
            if (!exported.isJava() && !hostOnly) {
                target(exported);
            }
            if (dataFile != null) {
                compare(exported, network, program);
            }
        }
        return 0;
    }

    private static ExportedProgram compile(ExportedFolder exported, IntegerNetwork network) {
        return exported.isJava()
                ? new JavaProgram(exported, network)
                : new CProgram(exported, network);
    }

    private static void host(
            ExportedFolder exported, IntegerNetwork network, ExportedProgram program) {
        int differing = program.selfTest();
        byte[][][] inputs = differing == 0 ? new byte[0][][] : program.goldenInputs();
        String where = Comparison.of(program, network, inputs).where(program, inputs);
        golden("this computer", differing, where, exported);
    }

    private static void target(ExportedFolder exported) {
        Target target = Target.of(Core.of(exported.target()));
        if (target != Target.HOST) {
            golden(target.title(), TargetProgram.selfTest(exported, target), "", exported);
        }
    }

    private static void golden(
            String computer, int differing, String where, ExportedFolder exported) {
        int vectors = exported.report().path("goldenVectors").asInt();
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
