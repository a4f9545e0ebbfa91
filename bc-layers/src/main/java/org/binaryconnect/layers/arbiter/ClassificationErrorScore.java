package org.binaryconnect.layers.arbiter;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.binaryconnect.layers.training.BatchNormStatistics;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.datasets.iterator.EarlyTerminationDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.base.Preconditions;
import org.nd4j.evaluation.classification.Evaluation;
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
        return 1 - evaluate(network, DataSources.iterator(source.testData())).accuracy();
    }

    /** DL4J would refuse an identity output, though the largest score is the answer. */
    private static Evaluation evaluate(Model model, DataSetIterator data) {
        if (model instanceof ComputationGraph graph) {
            graph.getConfiguration().setValidateOutputLayerConfig(false);
            return graph.evaluate(data);
        }
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        network.getLayerWiseConfigurations().setValidateOutputLayerConfig(false);
        return network.evaluate(data);
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
        return List.of(MultiLayerNetwork.class, ComputationGraph.class);
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
