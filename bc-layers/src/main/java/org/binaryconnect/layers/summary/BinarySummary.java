package org.binaryconnect.layers.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.layers.network.NetworkLayer;
import org.binaryconnect.layers.network.Networks;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network costs where it is deployed: bits of its weights, bytes, additions against
 * multiply-accumulates, layer by layer and in all. {@link #toString} is a table.
 *
 * <p>Rules: batch normalization folds into two numbers a channel; class centres, which only
 * training needs, do not count; what is unknown (a layer of somebody's own, a shape) shows as
 * {@code ?} and is missing in sums, which then end in {@code + ?}.
 */
public final class BinarySummary {

    private final List<LayerSummary> layers;

    private BinarySummary(List<LayerSummary> layers) {
        this.layers = List.copyOf(layers);
    }

    /**
     * Summarizes a network.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @param inputs the shapes of its inputs; needed for operations of convolutions and recurrent
     *     layers where the configuration does not tell (a {@code MultiLayerNetwork}'s never does)
     * @throws IllegalStateException if the network was not initialized
     * @throws IllegalArgumentException if there are shapes for some inputs only, or a layer has
     *     another number of inputs than arrive at it
     */
    public static BinarySummary of(Model network, InputType... inputs) {
        Networks.requireInitialized(network);
        int count = network instanceof ComputationGraph graph ? graph.getNumInputArrays() : 1;
        Preconditions.checkArgument(
                inputs.length == 0 || inputs.length == count,
                "Give the shapes of all inputs or of none: the network has %s, got %s",
                count,
                inputs.length);
        Shapes shapes = Shapes.of(network, inputs);
        Map<String, INDArray> parameters = network.paramTable();
        List<LayerSummary> layers = new ArrayList<>();
        for (NetworkLayer layer : Networks.layers(network)) {
            layers.add(summary(layer, shapes, parameters));
        }
        return new BinarySummary(layers);
    }

    /** The layers, in the order of the network; a bidirectional layer is two. */
    public List<LayerSummary> layers() {
        return layers;
    }

    /** The sums over all layers. */
    public LayerSummary total() {
        LayerSummary total =
                new LayerSummary("total", "", "", 0, 0, 0, Quantity.ZERO, Quantity.ZERO);
        for (LayerSummary layer : layers) {
            total =
                    new LayerSummary(
                            "total",
                            "",
                            "",
                            total.binaryWeights() + layer.binaryWeights(),
                            total.realParameters() + layer.realParameters(),
                            total.weightBytes() + layer.weightBytes(),
                            total.additions().plus(layer.additions()),
                            total.multiplications().plus(layer.multiplications()));
        }
        return total;
    }

    /** Bytes of the same network with 32-bit weights, divided by the bytes that it has. */
    public double compression() {
        LayerSummary total = total();
        return (double) total.floatBytes() / total.bytes();
    }

    private static LayerSummary summary(
            NetworkLayer layer, Shapes shapes, Map<String, INDArray> parameters) {
        Layer conf = layer.conf();
        String vertex = layer.prefix().substring(0, layer.prefix().lastIndexOf('_') + 1);
        InputType in = shapes.in(vertex);
        InputType out = shapes.out(vertex);
        BinaryWeights options = BinaryWeights.of(conf);
        List<WeightMatrix> matrices = WeightMatrices.of(conf);
        long stored = storedNumbers(layer, parameters);
        long weights = matrices.stream().mapToLong(WeightMatrix::size).sum();
        long real = options == null ? stored : stored - weights;
        Quantity uses = Quantity.ZERO;
        Quantity scalings = Quantity.ZERO;
        for (WeightMatrix matrix : matrices) {
            uses = uses.plus(Operations.uses(conf, matrix, in, out));
            if (options != null && options.getChannelScale() > 0) {
                real += matrix.outputs();
                scalings = scalings.plus(Operations.scalings(conf, matrix, in, out));
            }
        }
        if (conf instanceof BatchNormalization normalization) {
            real = 2 * normalization.getNOut();
            uses = Operations.outputs(out);
        } else if (matrices.isEmpty() && stored > 0) {
            uses = Quantity.UNKNOWN;
        }
        return new LayerSummary(
                layer.name(),
                conf.getClass().getSimpleName(),
                Shapes.text(out),
                options == null ? 0 : weights,
                real,
                options == null ? 0 : matrices.stream().mapToLong(WeightMatrix::packedBytes).sum(),
                options == null ? Quantity.ZERO : uses,
                options == null ? uses : scalings);
    }

    private static long storedNumbers(NetworkLayer layer, Map<String, INDArray> parameters) {
        long stored = 0;
        for (String name : layer.conf().initializer().paramKeys(layer.conf())) {
            boolean isForTraining =
                    layer.conf() instanceof CenterLossOutputLayer && name.equals("cL");
            INDArray parameter = parameters.get(layer.prefix() + name);
            stored += isForTraining || parameter == null ? 0 : parameter.length();
        }
        return stored;
    }

    /** A table of the layers, the sums, and the size against 32-bit and 8-bit weights. */
    @Override
    public String toString() {
        LayerSummary total = total();
        List<String[]> rows = new ArrayList<>();
        rows.add(
                new String[] {
                    "layer",
                    "type",
                    "outputs",
                    "bits",
                    "x 1",
                    "x 32",
                    "bytes",
                    "additions",
                    "multiplications"
                });
        for (LayerSummary layer : layers) {
            rows.add(row(layer));
        }
        rows.add(row(total));
        return Table.text(rows)
                + String.format(
                        Locale.ROOT,
                        "%n%,d bytes, of which %,d packed binary weights; %,d with 8 bits in place of 32, %,d with 32-bit weights: %.1f times as much%n",
                        total.bytes(),
                        total.weightBytes(),
                        total.weightBytes() + total.realParameters(),
                        total.floatBytes(),
                        compression());
    }

    private static String[] row(LayerSummary layer) {
        return new String[] {
            layer.name(),
            layer.type(),
            layer.outputShape(),
            layer.bits(),
            Quantity.of(layer.binaryWeights()).toString(),
            Quantity.of(layer.realParameters()).toString(),
            Quantity.of(layer.bytes()).toString(),
            layer.additions().toString(),
            layer.multiplications().toString()
        };
    }
}
