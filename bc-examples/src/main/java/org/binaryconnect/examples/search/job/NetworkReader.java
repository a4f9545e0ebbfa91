package org.binaryconnect.examples.search.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.binaryconnect.layers.arbiter.RepetitionSpace;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The network of a job file: a {@code MultiLayerSpace}, or, if its layers name their inputs, a
 * {@code ComputationGraphSpace}.
 */
final class NetworkReader {

    /** Nobody repeats a block more often, and each repetition is a layer in Arbiter's space. */
    private static final int MOST_REPETITIONS = 64;

    private static final String INPUT = "input";
    private static final Set<String> NO_OPTIONS = Set.of("layers", "epochs", INPUT);

    private final JobValue section;
    private final Parameters parameters;
    private final Options options;
    private final int epochs;
    private final long seed;

    NetworkReader(JobValue section, Parameters parameters, int epochs, long seed) {
        this.section = section;
        this.parameters = parameters;
        this.options = new Options(parameters, epochs);
        this.epochs = epochs;
        this.seed = seed;
    }

    /**
     * @param shape of an example, without the batch
     */
    BaseNetworkSpace<?> read(long[] shape) {
        List<JobValue> layers = section.get("layers").elements();
        if (layers.isEmpty()) {
            throw section.get("layers").fault("is empty");
        }
        boolean isGraph = layers.stream().anyMatch(layer -> layer.has("inputs"));
        return isGraph ? graph(layers, shape) : chain(layers, shape);
    }

    private MultiLayerSpace chain(List<JobValue> layers, long[] shape) {
        MultiLayerSpace.Builder builder = new MultiLayerSpace.Builder();
        builder.seed(seed).numEpochs(epochs).validateOutputLayerConfig(false);
        options.set(builder, section, NO_OPTIONS);
        builder.setInputType(inputType(shape));
        for (JobValue layer : layers) {
            if (layer.has("repeat")) {
                addBlock(builder, layer.only("repeat", "layers"));
            } else {
                builder.addLayer(Layers.read(layer, options));
            }
        }
        return builder.build();
    }

    private void addBlock(MultiLayerSpace.Builder builder, JobValue block) {
        ParameterSpace<Integer> count = parameters.space(block.get("repeat"), Integer.class);
        int most =
                count instanceof IntegerParameterSpace range
                        ? range.getMax()
                        : count instanceof FixedValue<Integer> fixed
                                ? fixed.getValue(null)
                                : MOST_REPETITIONS;
        if (most < 1 || most > MOST_REPETITIONS) {
            throw block.get("repeat").fault("must be 1 to %d, is %d", MOST_REPETITIONS, most);
        }
        List<LayerSpace<?>> layers = new ArrayList<>();
        for (JobValue layer : block.get("layers").elements()) {
            layers.add(Layers.read(layer, options));
        }
        for (int i = 0; i < most; i++) {
            for (LayerSpace<?> layer : layers) {
                builder.addLayer(layer, new RepetitionSpace(count, i));
            }
        }
    }

    private ComputationGraphSpace graph(List<JobValue> layers, long[] shape) {
        ComputationGraphSpace.Builder builder = new ComputationGraphSpace.Builder();
        builder.seed(seed).numEpochs(epochs).validateOutputLayerConfig(false);
        options.set(builder, section, NO_OPTIONS);
        builder.addInputs(INPUT).setInputTypes(inputType(shape));
        String last = null;
        for (JobValue layer : layers) {
            last = layer.get("name").text();
            String[] inputs =
                    layer.get("inputs").elements().stream()
                            .map(JobValue::text)
                            .toArray(String[]::new);
            GraphVertex vertex = vertex(layer);
            if (vertex != null) {
                builder.addVertex(last, vertex, inputs);
            } else {
                builder.addLayer(last, Layers.read(layer, options, "name", "inputs"), inputs);
            }
        }
        return builder.setOutputs(last).build();
    }

    /** Null if it is a layer. */
    private static GraphVertex vertex(JobValue layer) {
        return switch (layer.get("type").text()) {
            case "MergeVertex" -> {
                layer.only("type", "name", "inputs");
                yield new MergeVertex();
            }
            case "ElementWiseVertex" ->
                    new ElementWiseVertex(
                            layer.only("type", "name", "inputs", "op")
                                    .get("op")
                                    .constant(ElementWiseVertex.Op.class));
            default -> null;
        };
    }

    private InputType inputType(long[] shape) {
        if (!section.has(INPUT)) {
            return byShape(shape);
        }
        JobValue input = section.get(INPUT).only("type", "sizes");
        JobValue type = input.get("type");
        int count =
                switch (type.text()) {
                    case "feedForward", "recurrent" -> 1;
                    case "convolutional", "convolutionalFlat" -> 3;
                    default ->
                            throw type.fault(
                                    "\"%s\" is unknown; there are feedForward, convolutional, convolutionalFlat, recurrent",
                                    type.text());
                };
        List<JobValue> sizes = input.get("sizes").elements();
        if (sizes.size() != count) {
            throw input.get("sizes")
                    .fault("must be %s", count == 1 ? "[size]" : "[height, width, channels]");
        }
        int[] s = sizes.stream().mapToInt(size -> size.integer(1, Integer.MAX_VALUE)).toArray();
        return switch (type.text()) {
            case "feedForward" -> InputType.feedForward(s[0]);
            case "recurrent" -> InputType.recurrent(s[0]);
            case "convolutional" -> InputType.convolutional(s[0], s[1], s[2]);
            default -> InputType.convolutionalFlat(s[0], s[1], s[2]);
        };
    }

    private InputType byShape(long[] shape) {
        return switch (shape.length) {
            case 1 -> InputType.feedForward(shape[0]);
            case 2 -> InputType.recurrent(shape[0]);
            case 3 -> InputType.convolutional(shape[1], shape[2], shape[0]);
            default -> throw section.fault("has no \"input\", which such data needs");
        };
    }
}
