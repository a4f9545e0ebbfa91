package org.binaryconnect.examples.summary;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.layers.summary.BinarySummary;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a model that DL4J's {@code ModelSerializer} wrote costs where it is deployed. */
@Command(
        name = "summary",
        description = "Bits, bytes, additions and multiplications of a model, layer by layer.",
        mixinStandardHelpOptions = true)
public final class SummaryCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "MODEL",
            description = "Zip file of a MultiLayerNetwork or a ComputationGraph.")
    private File file;

    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description =
                    "Shape of an input: FEATURES, FEATURESxTIMESTEPS, CHANNELSxHEIGHTxWIDTH or"
                            + " CHANNELSxDEPTHxHEIGHTxWIDTH; once for each input of a graph. Without it, operations"
                            + " that depend on it show as \"?\".")
    private List<String> inputs = new ArrayList<>();

    @Override
    public Integer call() throws RunException {
        Model network = ModelFile.load(file);
        int expected = network instanceof ComputationGraph graph ? graph.getNumInputArrays() : 1;
        if (!inputs.isEmpty() && inputs.size() != expected) {
            throw new RunException(
                    "%s has %d inputs, but --input is given %d times; give the shape of each"
                            .formatted(file, expected, inputs.size()));
        }
        InputType[] types = new InputType[inputs.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = shape(inputs.get(i));
        }
        try {
            System.out.print(BinarySummary.of(network, types));
        } catch (RuntimeException e) {
            if (types.length == 0) {
                throw e;
            }
            throw new RunException(
                    "%s does not take inputs of %s (%s)"
                            .formatted(
                                    file, String.join(" and ", inputs), RunException.firstLine(e)));
        }
        return 0;
    }

    private static InputType shape(String text) throws RunException {
        if (!text.matches("[1-9]\\d{0,8}(x[1-9]\\d{0,8}){0,3}")) {
            throw new RunException(
                    "\"%s\" is no shape of an input; give for example 784, 16x100 or 3x32x32"
                            .formatted(text));
        }
        String[] parts = text.split("x");
        int[] n = new int[parts.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = Integer.parseInt(parts[i]);
        }
        return switch (n.length) {
            case 1 -> InputType.feedForward(n[0]);
            case 2 -> InputType.recurrent(n[0], n[1]);
            case 3 -> InputType.convolutional(n[1], n[2], n[0]);
            default ->
                    InputType.convolutional3D(
                            Convolution3D.DataFormat.NCDHW, n[1], n[2], n[3], n[0]);
        };
    }
}
