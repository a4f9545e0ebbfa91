package org.binaryconnect.examples.cli;

import java.io.IOException;
import java.util.Locale;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.bench.BenchCommand;
import org.binaryconnect.examples.data.DataException;
import org.binaryconnect.examples.export.ExportCommand;
import org.binaryconnect.examples.export.InspectCommand;
import org.binaryconnect.examples.export.VerifyCommand;
import org.binaryconnect.examples.fpga.FpgaCommand;
import org.binaryconnect.examples.mnist.MnistCommand;
import org.binaryconnect.examples.paper.PaperCommand;
import org.binaryconnect.examples.search.SearchCommand;
import org.binaryconnect.examples.search.job.JobException;
import org.binaryconnect.examples.spark.SparkCommand;
import org.binaryconnect.examples.summary.SummaryCommand;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.updaters.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The entry point of {@code ./bc}: finds the command, and turns every failure into one line and an
 * exit code other than 0.
 */
@Command(
        name = "bc",
        description =
                "Networks with binary weights for DL4J: train, export, run on microcontrollers.",
        mixinStandardHelpOptions = true,
        footer = "./bc test installs what the tests need, and runs them all.",
        subcommands = {
            MnistCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            InspectCommand.class,
            SummaryCommand.class,
            SearchCommand.class,
            SparkCommand.class,
            FpgaCommand.class,
            PaperCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {

    private static final String STACK_TRACE = "BC_STACK_TRACE";

    @Spec private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        // Numbers look the same everywhere, and as the README shows them.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args));
    }

    /** Without a command: says which there are. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    static int run(String... args) {
        return new CommandLine(new Main())
                .setParameterExceptionHandler(Main::wrongArguments)
                .setExecutionExceptionHandler((error, command, parsed) -> failure(error, command))
                .execute(args);
    }

    private static int wrongArguments(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        command.getErr()
                .printf(
                        "bc: %s; see ./%s --help%n",
                        error.getMessage(), command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static int failure(Exception error, CommandLine command) {
        boolean speaksForItself =
                error instanceof DataException
                        || error instanceof RunException
                        || error instanceof ExportException
                        || error instanceof JobException
                        || error instanceof DivergedException;
        String message = RunException.firstLine(error);
        if (speaksForItself) {
            command.getErr().println("bc: " + message);
        } else if (error instanceof IOException) {
            command.getErr()
                    .printf(
                            "bc: cannot read or write (%s: %s)%n",
                            error.getClass().getSimpleName(), message);
        } else {
            command.getErr()
                    .printf(
                            "bc: %s: %s; set %s=1 for the stack trace%n",
                            error.getClass().getSimpleName(), message, STACK_TRACE);
        }
        if (System.getenv(STACK_TRACE) != null) {
            error.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }
}
