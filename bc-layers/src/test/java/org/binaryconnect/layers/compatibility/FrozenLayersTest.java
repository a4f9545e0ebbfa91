package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.conf.Gradients;
import org.binaryconnect.layers.conf.LayerCases;
import org.binaryconnect.layers.conf.LayerCases.Case;
import org.binaryconnect.layers.weights.Binarization;
import org.binaryconnect.layers.weights.BinaryParameters;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Binary layers inside DL4J's FrozenLayerWithBackprop, which answers as outside training and still
 * passes errors on: both with the weights that are used outside training.
 */
class FrozenLayersTest {

    private static final BinaryWeights STOCHASTIC =
            BinaryWeights.DEFAULT.withBinarization(Binarization.STOCHASTIC).withClip(0.7);

    /** Those with a layer in front, which gets the error, and one behind. */
    static List<Case> cases() {
        return LayerCases.all().stream()
                .filter(layer -> !layer.before().isEmpty() && !layer.after().isEmpty())
                // DL4J doubles the error that it passes on through them.
                .filter(layer -> !layer.name().startsWith("locally"))
                .toList();
    }

    private static Case frozen(Case layer) {
        return new Case(
                layer.name(),
                weights -> new FrozenLayerWithBackprop(layer.binary().apply(weights)),
                new FrozenLayerWithBackprop(layer.plain()),
                layer.input(),
                layer.before(),
                layer.after());
    }

    private static Layer inside(MultiLayerNetwork network, int index) {
        return ((BaseWrapperLayer) network.getLayer(index)).getUnderlying();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void errorsPassThroughTheWeightsOfTheForwardPass(Case layer) {
        for (BinaryWeights weights : List.of(BinaryWeights.DEFAULT, STOCHASTIC)) {
            MultiLayerNetwork binary = frozen(layer).binaryNetwork(weights, new Adam(0.01));
            MultiLayerNetwork plain = frozen(layer).plainNetwork(new Adam(0.01));
            plain.setParams(binary.params());
            Layer from = inside(binary, layer.index());
            BinaryParameters parameters = new BinaryParameters();
            from.paramTable()
                    .forEach(
                            (name, value) ->
                                    inside(plain, layer.index())
                                            .getParam(name)
                                            .assign(parameters.get(from, name, value, false)));
            DataSet data = layer.examples(DataType.DOUBLE);

            INDArray expected = Gradients.of(plain, data);
            assertTrue(expected.amaxNumber().doubleValue() > 1e-3);
            INDArray difference = expected.sub(Gradients.of(binary, data));
            assertEquals(0, difference.amaxNumber().doubleValue());

            INDArray frozen = from.params().dup();
            INDArray free = binary.getLayer(0).params().dup();
            binary.fit(data);
            assertEquals(frozen, inside(binary, layer.index()).params());
            assertNotEquals(free, binary.getLayer(0).params());
        }
    }
}
