package org.binaryconnect.hwexport.pipeline;

import java.nio.file.Path;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.ExportWriter;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.quantize.AffineFolding;
import org.binaryconnect.hwexport.quantize.Calibration;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.Quantizer;
import org.binaryconnect.hwexport.quantize.RangeMethod;

/**
 * The export, step by step: a network from {@code ModelReader} becomes integers, and integers with
 * a plan become a folder.
 */
public final class Exporter {

    private Exporter() {}

    /**
     * Folds, calibrates and quantizes.
     *
     * @param examples some hundred typical inputs, [examples][runs][elements]
     * @param method how ranges are chosen
     * @throws ExportException if the network or the inputs cannot be used; one line says why
     */
    public static QuantizedNetwork quantize(
            Network network, double[][][] examples, RangeMethod method) {
        Network folded = AffineFolding.apply(network);
        return Quantizer.apply(folded, Calibration.measure(folded, examples, method));
    }

    /**
     * Writes C sources, self-test, memory files and report.
     *
     * @param folder absent, empty, or an earlier export, which is replaced; written whole or not at
     *     all
     * @param name prefix of all C and file names, a lower-case C identifier
     * @param outputFunction what the model applies to the scores; "identity" for nothing
     * @param examples inputs of the self-test, [examples][runs][elements] unsigned bytes
     * @throws ExportException if the name or the folder cannot be used
     */
    public static void write(
            Path folder, String name, Plan plan, String outputFunction, byte[][][] examples) {
        ExportWriter.write(
                folder,
                name,
                plan,
                PackedModel.sha256(plan.network()),
                outputFunction,
                GoldenVectors.of(plan.network(), examples));
    }
}
