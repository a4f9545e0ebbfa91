package org.binaryconnect.layers.arbiter;

import java.util.Properties;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.binaryconnect.layers.training.ClassificationError;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.datasets.iterator.EarlyTerminationDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
public final class ClassificationErrorScore extends DataSourceScore {

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
     * @param model a {@link MultiLayerNetwork} or a {@link ComputationGraph} of one input and one
     *     output, of [batch, features] or image layers if it normalizes batches
     * @param dataSource gives {@link DataSetIterator}s that can be reset
     * @throws IllegalArgumentException if the model or the data is of another kind
     */
    @Override
    public double score(
            Object model, Class<? extends DataSource> dataSource, Properties properties) {
        if (!(model instanceof Model network)
                || !getSupportedModelTypes().contains(model.getClass())) {
            throw new IllegalArgumentException(
                    "Only a MultiLayerNetwork or a ComputationGraph can be scored, got "
                            + model.getClass().getName());
        }
        DataSource source = DataSources.configured(dataSource, properties);
        BatchNormStatistics.reestimate(
                network,
                new EarlyTerminationDataSetIterator(
                        DataSources.iterator(source.trainData()), statisticsBatches));
        return ClassificationError.of(network, DataSources.iterator(source.testData()));
    }

    @Override
    public boolean minimize() {
        return true;
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
