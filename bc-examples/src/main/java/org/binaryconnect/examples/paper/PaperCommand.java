package org.binaryconnect.examples.paper;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The paper's tables and figures. */
@Command(
        name = "paper",
        description = "The experiments of the BinaryConnect paper: its tables and figures.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MnistTable.class,
            FashionTable.class,
            BestTable.class,
            Cifar10Table.class,
            SvhnTable.class,
            ScalingTable.class,
            FiguresCommand.class
        })
public final class PaperCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name one: " + String.join(", ", spec.subcommands().keySet()));
    }
}
