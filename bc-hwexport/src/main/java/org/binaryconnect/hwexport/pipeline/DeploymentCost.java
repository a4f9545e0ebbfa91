package org.binaryconnect.hwexport.pipeline;

import java.util.Arrays;
import java.util.Locale;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.folder.Export;
import org.binaryconnect.hwexport.folder.ExportWriter;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.plan.Limits;
import org.binaryconnect.hwexport.plan.Plan;
import org.binaryconnect.hwexport.plan.Planner;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.TrainedNetwork;

/**
 * What a network costs on a core once it is exported, as the planner and its cost model say,
 * without a compiler. It follows from the layers and not from the values of the weights, so that of
 * a network which was only initialized is that of the trained one.
 *
 * @param flash bytes of weights, constants and code, as {@link
 *     org.binaryconnect.hwexport.folder.FlashEstimate}
 * @param ram bytes of working memory and states; input, scores and stack apart
 * @param instructions of one inference; clock cycles on cores that are measured in them, see {@link
 *     Core#unit()}
 */
public record DeploymentCost(long flash, long ram, long instructions) {

    /** One of the three. */
    public enum Metric {
        FLASH,
        RAM,
        INSTRUCTIONS
    }

    /** More inputs than this are not looked at. */
    public static final int EXAMPLES = 10;

    private static final String NAME = "model";

    /**
     * The cost of a network with 8-bit activations.
     *
     * @param examples one or more inputs of the network; the first give the input its type
     * @param ram bytes of working memory and states that there are: the fastest kernels that fit,
     *     or the smallest if none do
     * @throws ExportException if a layer cannot be exported; one line says which
     */
    public static DeploymentCost of(
            TrainedNetwork trained, Examples examples, Core core, long ram) {
        Examples few = examples.first(EXAMPLES);
        QuantizedNetwork quantized =
                Exporter.quantize(
                        trained.network(), few.inputs(), new RangeMethod.MinimumMaximum());
        Plan plan =
                Planner.planOrSmallest(
                        quantized.network(), core, new Limits(ram, Limits.NONE.flash()));
        byte[][][] vector = quantized.bytes(few.first(1).inputs());
        Export export =
                new Export(
                        NAME,
                        quantized.network(),
                        trained.outputFunction(),
                        trained.features().isSequence(),
                        trained.notes(),
                        null,
                        GoldenVectors.of(quantized.network(), vector));
        return new DeploymentCost(
                ExportWriter.estimate(export, plan).total(),
                plan.memoryBytes() + (long) plan.stateBytes(),
                Arrays.stream(plan.costs()).sum());
    }

    /** Bytes, or instructions. */
    public long get(Metric metric) {
        return switch (metric) {
            case FLASH -> flash;
            case RAM -> ram;
            case INSTRUCTIONS -> instructions;
        };
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d bytes of flash, %,d bytes of RAM, %,d instructions",
                flash,
                ram,
                instructions);
    }
}
