package org.binaryconnect.layers.arbiter;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.datasets.iterator.EarlyTerminationDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The fraction of a data source's test examples that a network classifies wrongly, 0 to 1, lower is
 * better.
 *
 * <p>Unlike Arbiter's own evaluation score, batch normalization is first estimated anew from
 * training batches, with the weights that each layer uses outside training, and an identity output
 * is accepted. The estimate stays in the network: the model that Arbiter saves afterwards is the
 * one that was scored.
 */
public final class ClassificationErrorScore implements ScoreFunction {

    private static final long serialVersionUID = 1L;

    private final int statisticsBatches;

    /**
     * @param statisticsBatches training batches from which batch normalization is estimated, at
     *     least 1; the data source's first
     */
    public ClassificationErrorScore(@JsonProperty("statisticsBatches") int statisticsBatches) {
        Preconditions.checkArgument(
                statisticsBatches > 0,
                "Batches for statistics must be at least 1, got %s",
                statisticsBatches);
        this.statisticsBatches = statisticsBatches;
    }

    /**
     * @param model a {@link MultiLayerNetwork}, of [batch, features] layers if it normalizes
     *     batches
     * @param dataSource gives {@link DataSetIterator}s that can be reset
     * @throws IllegalArgumentException if the model or the data is of another kind
     */
    @Override
    public double score(
            Object model, Class<? extends DataSource> dataSource, Properties properties) {
        if (!(model instanceof MultiLayerNetwork network)) {
            throw new IllegalArgumentException(
                    "Only a MultiLayerNetwork can be scored, got " + model.getClass().getName());
        }
        DataSource source = configured(dataSource, properties);
        BatchNormStatistics.reestimate(
                network,
                new EarlyTerminationDataSetIterator(
                        iterator(source.trainData()), statisticsBatches));
        // Evaluation would refuse an identity output, though the largest score is the answer.
        network.getLayerWiseConfigurations().setValidateOutputLayerConfig(false);
        return 1 - network.evaluate(iterator(source.testData())).accuracy();
    }

    private static DataSource configured(Class<? extends DataSource> type, Properties properties) {
        try {
            DataSource source = type.getConstructor().newInstance();
            if (properties != null) {
                source.configure(properties);
            }
            return source;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no public constructor without arguments that works", e);
        }
    }

    private static DataSetIterator iterator(Object data) {
        if (data instanceof DataSetIterator iterator) {
            return iterator;
        }
        throw new IllegalArgumentException(
                "The data source must give a DataSetIterator, gave " + data.getClass().getName());
    }

    /**
     * @throws UnsupportedOperationException always: Arbiter's older way to give data has no
     *     training batches for the statistics
     */
    @Override
    @SuppressWarnings("deprecation") // Arbiter's interface
    public double score(
            Object model, DataProvider dataProvider, Map<String, Object> dataParameters) {
        throw new UnsupportedOperationException(
                "Give the data as a DataSource, not as a DataProvider");
    }

    @Override
    public boolean minimize() {
        return true;
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
        return List.of(MultiLayerNetwork.class);
    }

    @Override
    public List<Class<?>> getSupportedDataTypes() {
        return List.of(DataSetIterator.class);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassificationErrorScore that
                && statisticsBatches == that.statisticsBatches;
    }

    @Override
    public int hashCode() {
        return statisticsBatches;
    }

    @Override
    public String toString() {
        return "ClassificationErrorScore(statisticsBatches=" + statisticsBatches + ")";
    }
}
