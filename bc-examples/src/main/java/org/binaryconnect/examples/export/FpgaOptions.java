package org.binaryconnect.examples.export;

import java.util.Locale;
import java.util.stream.Stream;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.fpga.FpgaGoals;
import org.binaryconnect.hwexport.quantize.PowerOfTwo;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.toolchain.Fpga;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of an export for FPGAs. */
final class FpgaOptions {

    private static final String NO_DEVICE = "none";
    private static final String MULTIPLIER = "multiplier";
    private static final String POWER_OF_TWO = "power-of-two";

    @Option(
            names = "--device",
            description =
                    "With --target fpga: hx8k (default) or up5k, on which the design is placed if Yosys and nextpnr are installed;"
                            + " none for no device in particular.")
    private String device;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "With --target fpga: accumulators of a layer, at most. Default: 16, unless another goal is given.")
    private Integer parallel;

    @Option(
            names = "--target-fps",
            paramLabel = "N",
            description =
                    "With --target fpga: frames a second; the smallest design that reaches them.")
    private Double framesPerSecond;

    @Option(
            names = "--max-lut",
            paramLabel = "N",
            description = "With --target fpga: logic cells; the fastest design that fits them.")
    private Integer logicCells;

    @Option(
            names = "--requantization",
            paramLabel = "KIND",
            description =
                    "With --target fpga: multiplier (default), or power-of-two: no multiplier at all, at some cost in accuracy.")
    private String requantization;

    /** Without --target fpga none may be given. */
    void refuse(CommandSpec spec) {
        boolean isGiven =
                Stream.of(device, parallel, framesPerSecond, logicCells, requantization)
                        .anyMatch(option -> option != null);
        if (isGiven) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--device, --parallel, --target-fps, --max-lut and --requantization need --target fpga");
        }
    }

    /** Wrong values are wrong arguments. */
    void check(CommandSpec spec) {
        positive(spec, "--parallel", parallel);
        positive(spec, "--target-fps", framesPerSecond);
        positive(spec, "--max-lut", logicCells);
        try {
            device();
            goals();
        } catch (ExportException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        String kind = requantization == null ? MULTIPLIER : requantization.toLowerCase(Locale.ROOT);
        if (!kind.equals(MULTIPLIER) && !kind.equals(POWER_OF_TWO)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no requantization \"%s\"; use %s or %s"
                            .formatted(requantization, MULTIPLIER, POWER_OF_TWO));
        }
    }

    private static void positive(CommandSpec spec, String option, Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be above 0, got %s".formatted(option, value));
        }
    }

    /** Null for none in particular. */
    Fpga device() {
        if (device == null) {
            return Fpga.HX8K;
        }
        return device.equalsIgnoreCase(NO_DEVICE) ? null : Fpga.of(device);
    }

    FpgaGoals goals() {
        if (parallel == null && framesPerSecond == null && logicCells == null) {
            return FpgaGoals.DEFAULT;
        }
        return new FpgaGoals(
                parallel == null ? 0 : parallel,
                framesPerSecond == null ? 0 : framesPerSecond,
                logicCells == null ? 0 : logicCells);
    }

    /** The network with the requantization that is asked for. */
    QuantizedNetwork requantized(QuantizedNetwork network) {
        return POWER_OF_TWO.equalsIgnoreCase(requantization) ? PowerOfTwo.apply(network) : network;
    }
}
