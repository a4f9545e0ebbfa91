package org.binaryconnect.examples.cli;

import org.binaryconnect.examples.bench.BenchCommand;
import org.binaryconnect.examples.data.DataException;
import org.binaryconnect.examples.export.ExportCommand;
import org.binaryconnect.examples.mnist.MnistCommand;
import org.binaryconnect.examples.mnist.RunException;
import org.binaryconnect.examples.search.SearchCommand;
import org.binaryconnect.hwexport.ExportException;
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
            BenchCommand.class,
            SearchCommand.class
        })
public final class Main implements Runnable {

    @Spec private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
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

    private static int failure(Exception error, CommandLine command) throws Exception {
        boolean expected =
                error instanceof DataException
                        || error instanceof RunException
                        || error instanceof ExportException
                        || error instanceof IllegalArgumentException;
        if (!expected) {
            throw error;
        }
        command.getErr().println("bc: " + error.getMessage());
        return ExitCode.SOFTWARE;
    }
}
