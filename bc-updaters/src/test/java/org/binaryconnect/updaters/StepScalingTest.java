package org.binaryconnect.updaters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;

class StepScalingTest {

    private static MultiLayerNetwork network(List<Regularization> regularization) {
        OutputLayer layer = new OutputLayer.Builder().nIn(5).nOut(3).build();
        layer.setRegularization(regularization);
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.1))
                                .list()
                                .layer(layer)
                                .build());
        network.init();
        return network;
    }

    @Test
    void dl4jScalesTheStepOfTheWeightsAlone() {
        MultiLayerNetwork plain = network(List.of());
        MultiLayerNetwork scaled = network(List.of(new StepScaling(Map.of(15L, 4.0))));
        INDArray before = plain.params().dup();
        DataSet data =
                new DataSet(
                        Nd4j.rand(DataType.DOUBLE, 2, 5),
                        Nd4j.createFromArray(new double[][] {{1, 0, 0}, {0, 0, 1}}));

        plain.fit(data);
        scaled.fit(data);

        INDArray factor = Nd4j.onesLike(before);
        factor.reshape(factor.length()).get(NDArrayIndex.interval(0, 15)).assign(4);
        INDArray expected = before.add(plain.params().sub(before).mul(factor));
        assertEquals(expected, scaled.params());
    }

    @Test
    void survivesJson() throws IOException {
        Regularization scaling = new StepScaling(Map.of(15L, 4.0, 7L, 2.5));
        String json = JsonMappers.getMapper().writeValueAsString(scaling);

        assertEquals(scaling, JsonMappers.getMapper().readValue(json, Regularization.class));
    }
}
