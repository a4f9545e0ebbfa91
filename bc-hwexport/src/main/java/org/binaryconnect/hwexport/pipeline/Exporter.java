package org.binaryconnect.hwexport.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.emit.c.CName;
import org.binaryconnect.hwexport.emit.java.JavaName;
import org.binaryconnect.hwexport.floating.FloatConversion;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.ExportWriter;
import org.binaryconnect.hwexport.folder.FlashEstimate;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.quantize.AffineFolding;
import org.binaryconnect.hwexport.quantize.Calibration;
import org.binaryconnect.hwexport.quantize.QuantizationReport;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.Quantizer;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.TrainedNetwork;

/**
 * The export, step by step: a network from {@code ModelReader} becomes integers, and integers with
 * a plan become a folder. {@link Examples} brings the data of any {@code DataSetIterator}.
 */
public final class Exporter {

    private Exporter() {}

    /**
     * Looks for what would make writing fail, before anything is computed.
     *
     * @param isJava whether the name is that of a Java class
     * @throws ExportException if the name or the folder cannot be used
     */
    public static void check(Path folder, String name, boolean isJava) {
        if (isJava) {
            JavaName.of(name);
        } else {
            CName.check(name);
        }
        ExportWriter.checkFolder(folder);
    }

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
     * Folds and converts to single precision: binary weights with 32-bit floating-point
     * activations. Needs no calibration.
     *
     * @throws ExportException naming the layer that has no such form
     */
    public static FloatNetwork floating(Network network) {
        return FloatConversion.apply(AffineFolding.apply(network)).network();
    }

    /**
     * What is written about a network with floating-point activations.
     *
     * @param name prefix of all C and file names, a lower-case C identifier
     * @param examples inputs, of which the first become the self-test
     * @param golden number of these
     */
    public static Export describe(
            String name,
            TrainedNetwork trained,
            FloatNetwork network,
            Examples examples,
            int golden) {
        List<String> notes = new ArrayList<>(trained.notes());
        notes.addAll(network.approximations());
        return new Export(
                name,
                network,
                trained.outputFunction(),
                trained.features().isSequence(),
                notes,
                null,
                GoldenVectors.of(network, floats(examples.first(golden).ofEqualLength().inputs())));
    }

    /** The nearest numbers of single precision. */
    private static float[][][] floats(double[][][] examples) {
        float[][][] floats = new float[examples.length][][];
        for (int e = 0; e < floats.length; e++) {
            floats[e] = new float[examples[e].length][];
            for (int run = 0; run < floats[e].length; run++) {
                double[] input = examples[e][run];
                floats[e][run] = new float[input.length];
                for (int i = 0; i < input.length; i++) {
                    floats[e][run][i] = (float) input[i];
                }
            }
        }
        return floats;
    }

    /**
     * What is written about a quantized network.
     *
     * @param name prefix of all C and file names, a lower-case C identifier; or a Java class
     * @param examples the calibration inputs, with which the report compares
     * @param golden number of examples that become the self-test
     */
    public static Export describe(
            String name,
            TrainedNetwork trained,
            QuantizedNetwork quantized,
            Examples examples,
            int golden) {
        byte[][][] vectors = quantized.bytes(examples.first(golden).ofEqualLength().inputs());
        return new Export(
                name,
                quantized.network(),
                trained.outputFunction(),
                trained.features().isSequence(),
                trained.notes(),
                QuantizationReport.measure(quantized, examples.inputs()),
                GoldenVectors.of(quantized.network(), vectors));
    }

    /**
     * Writes C sources, self-test, build files, memory files and reports.
     *
     * @param folder absent, empty, or an earlier export, which is replaced; written whole or not at
     *     all
     * @param limits what the device has; the plan keeps to its RAM, and here its flash is checked
     * @throws ExportException if the name or the folder cannot be used, or the flash is exceeded
     */
    public static FlashEstimate write(Path folder, Export export, Plan plan, Limits limits) {
        long flash = Math.min(limits.flash(), plan.core().reachableFlash());
        return ExportWriter.write(
                folder,
                export,
                plan,
                flash == Limits.NONE.flash()
                        ? ExportWriter.Check.NONE
                        : new FlashCheck(export.name(), plan.core(), flash));
    }

    /**
     * Writes a folder of a network that was not calibrated here.
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
        GoldenVectors golden = GoldenVectors.of((IntegerNetwork) plan.network(), examples);
        write(folder, name, plan, outputFunction, golden);
    }

    /** The same for floating-point activations. */
    public static void write(
            Path folder, String name, Plan plan, String outputFunction, float[][][] examples) {
        GoldenVectors golden = GoldenVectors.of((FloatNetwork) plan.network(), examples);
        write(folder, name, plan, outputFunction, golden);
    }

    private static void write(
            Path folder, String name, Plan plan, String outputFunction, GoldenVectors golden) {
        Export export =
                new Export(
                        name,
                        plan.network(),
                        outputFunction,
                        plan.stateBytes() > 0,
                        List.of(),
                        null,
                        golden);
        write(folder, export, plan, Limits.NONE);
    }
}
