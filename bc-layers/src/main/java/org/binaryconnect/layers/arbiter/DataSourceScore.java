package org.binaryconnect.layers.arbiter;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What scores of both network classes have in common that need the training data, too. */
public abstract class DataSourceScore implements ScoreFunction {

    private static final long serialVersionUID = 1L;

    /**
     * @throws UnsupportedOperationException always: Arbiter's older way to give data has no
     *     training batches
     */
    @Override
    @SuppressWarnings("deprecation") // Arbiter's interface
    public final double score(
            Object model, DataProvider dataProvider, Map<String, Object> dataParameters) {
        throw new UnsupportedOperationException(
                "Give the data as a DataSource, not as a DataProvider");
    }

    @Override
    public final List<Class<?>> getSupportedModelTypes() {
        return List.of(MultiLayerNetwork.class, ComputationGraph.class);
    }

    @Override
    public final List<Class<?>> getSupportedDataTypes() {
        return List.of(DataSetIterator.class);
    }
}
