package org.binaryconnect.examples.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.data.Idx;
import org.binaryconnect.examples.data.Inputs;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.MemoryPlan;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.read.ModelReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a model that DL4J's {@code ModelSerializer} wrote. */
@Command(
        name = "export",
        description =
                "Turn a trained model into C99 sources, a self-test, and memory files for FPGAs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {

    private static final int CALIBRATION_INPUTS = 500;
    private static final int GOLDEN_VECTORS = 20;

    @Parameters(
            paramLabel = "MODEL",
            description = "Zip file of a MultiLayerNetwork with binary layers.")
    private File model;

    @Option(
            names = "--calibrate",
            required = true,
            description =
                    "Typical inputs: a raw IDX file of unsigned bytes, which the network was trained on as byte / 255."
                            + " The first "
                            + CALIBRATION_INPUTS
                            + " set the activation ranges, the first "
                            + GOLDEN_VECTORS
                            + " become the self-test.")
    private Path calibrate;

    @Option(
            names = "--out",
            required = true,
            description = "Folder to write; an earlier export in it is replaced.")
    private Path out;

    @Option(
            names = "--name",
            description = "Prefix of all C names and files. Default: ${DEFAULT-VALUE}.",
            defaultValue = "model")
    private String name;

    @Override
    public Integer call() throws IOException {
        Network network = ModelReader.read(model);
        Idx inputs = Idx.images(calibrate);
        if (inputs.itemLength() != network.inputs()) {
            throw new ExportException(
                    "%s has inputs of %d bytes, but the network takes %d; give the data that it was trained on"
                            .formatted(calibrate, inputs.itemLength(), network.inputs()));
        }
        byte[][] vectors = new byte[Math.min(CALIBRATION_INPUTS, inputs.count())][];
        Arrays.setAll(vectors, v -> inputs.copy(v, v + 1));
        IntegerNetwork integers = Exporter.quantize(network, Inputs.unit(vectors));
        byte[][] golden = Arrays.copyOf(vectors, Math.min(GOLDEN_VECTORS, vectors.length));
        Exporter.write(out, name, integers, golden);
        System.out.printf(
                "%s: %,d weights in %,d bytes, %,d bytes of working memory; README.md there has the build lines%n",
                out, integers.weights(), integers.weightBytes(), MemoryPlan.of(integers).bytes());
        return 0;
    }
}
