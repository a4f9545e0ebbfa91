package org.binaryconnect.hwexport.pipeline;

import java.nio.file.Path;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.ExportWriter;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.quantize.AffineFolding;
import org.binaryconnect.hwexport.quantize.Calibration;
import org.binaryconnect.hwexport.quantize.Quantizer;
import org.binaryconnect.hwexport.toolchain.BuildLines;

/**
 * The export, step by step: a network from {@code ModelReader} becomes integers, and integers
 * become a folder.
 */
public final class Exporter {

    private Exporter() {}

    /**
     * Folds, calibrates and quantizes.
     *
     * @param calibrationInputs some hundred typical inputs, [examples][features], 0 or above
     * @throws ExportException if the network or the inputs cannot be used; one line says why
     */
    public static IntegerNetwork quantize(Network network, double[][] calibrationInputs) {
        Network folded = AffineFolding.apply(network);
        return Quantizer.apply(folded, Calibration.measure(folded, calibrationInputs));
    }

    /**
     * Writes C sources, self-test, memory files and report.
     *
     * @param folder absent, empty, or an earlier export, which is replaced; written whole or not at
     *     all
     * @param name prefix of all C and file names, a lower-case C identifier
     * @param goldenInputs inputs of the self-test, [vectors][features] unsigned bytes
     * @throws ExportException if the name or the folder cannot be used
     */
    public static void write(
            Path folder, String name, IntegerNetwork network, byte[][] goldenInputs) {
        ExportWriter.write(folder, name, network, goldenInputs, BuildLines.of(name));
    }
}
