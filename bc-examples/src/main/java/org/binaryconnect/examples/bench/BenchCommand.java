package org.binaryconnect.examples.bench;

import org.binaryconnect.examples.bench.fpga.FpgaBench;
import org.binaryconnect.examples.bench.kernels.CostBench;
import org.binaryconnect.examples.bench.kernels.KernelBench;
import org.binaryconnect.examples.conversion.ConversionBench;
import org.binaryconnect.examples.search.SearchBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks, one subcommand each. */
@Command(
        name = "bench",
        description = "Measure, and print a table.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KernelBench.class,
            CostBench.class,
            FpgaBench.class,
            HostBench.class,
            LayerBench.class,
            TrainingBench.class,
            UpdateBench.class,
            OptimizerBench.class,
            ConversionBench.class,
            SearchBench.class
        })
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Without a benchmark: says which there are. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a benchmark: " + String.join(", ", spec.subcommands().keySet()));
    }
}
