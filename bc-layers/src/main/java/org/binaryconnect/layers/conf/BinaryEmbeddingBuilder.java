package org.binaryconnect.layers.conf;

import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.embeddings.ArrayEmbeddingInitializer;
import org.deeplearning4j.nn.weights.embeddings.EmbeddingInitializer;
import org.deeplearning4j.nn.weights.embeddings.WeightInitEmbedding;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The initialization of both binary embeddings: vectors may be given.
 *
 * @param <B> the builder
 */
public abstract class BinaryEmbeddingBuilder<B extends BinaryEmbeddingBuilder<B>>
        extends FeedForwardLayer.Builder<B> implements BinaryLayerBuilder<B> {

    private final FeedForwardLayer.Builder<?> vectors;

    /**
     * @param options DL4J's builder of the layer, from which the defaults are taken
     */
    BinaryEmbeddingBuilder(FeedForwardLayer.Builder<?> options) {
        vectors = options;
        CommonFields.copy(options, this);
    }

    @Override
    @SuppressWarnings("unchecked") // As DL4J's builders.
    public B weightInit(IWeightInit weightInit) {
        // DL4J's builder takes nIn and nOut from given vectors.
        CommonFields.copy(this, vectors);
        vectors.weightInit(weightInit);
        CommonFields.copy(vectors, this);
        return (B) this;
    }

    /** Starts from given vectors, which must lie within the clip; sets nIn and nOut. */
    public B weightInit(EmbeddingInitializer embeddingInitializer) {
        return weightInit(new WeightInitEmbedding(embeddingInitializer));
    }

    /** Starts from given vectors, [nIn, nOut], which must lie within the clip. */
    public B weightInit(INDArray vectors) {
        return weightInit(new ArrayEmbeddingInitializer(vectors));
    }
}
