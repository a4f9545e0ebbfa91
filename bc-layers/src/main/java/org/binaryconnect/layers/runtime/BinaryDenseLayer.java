package org.binaryconnect.layers.runtime;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's dense layer, computing with binary weights. */
public class BinaryDenseLayer extends DenseLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameter weights =
            new BinaryParameter(this, DefaultParamInitializer.WEIGHT_KEY);
    private transient INDArray preActivation;

    public BinaryDenseLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        return DefaultParamInitializer.WEIGHT_KEY.equals(param)
                ? weights.weights(training)
                : super.getParamWithNoise(param, training, workspaceMgr);
    }

    /**
     * DL4J computes the pre-activation a second time for the backward pass. With an identity
     * activation, as before batch normalization, the backward pass needs only its shape: the
     * forward pass's array serves, and a matrix product is saved.
     */
    @Override
    protected Pair<INDArray, INDArray> preOutputWithPreNorm(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        if (forBackprop && preActivation != null) {
            return new Pair<>(preActivation, preActivation);
        }
        Pair<INDArray, INDArray> result =
                super.preOutputWithPreNorm(training, forBackprop, workspaceMgr);
        boolean reusable =
                layerConf().getActivationFn() instanceof ActivationIdentity && !hasLayerNorm();
        preActivation = training && reusable ? result.getFirst() : null;
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        try {
            return super.backpropGradient(epsilon, workspaceMgr);
        } finally {
            release();
        }
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        release();
    }

    @Override
    public void clear() {
        super.clear();
        release();
    }

    @Override
    public void clearNoiseWeightParams() {
        super.clearNoiseWeightParams();
        release();
    }

    private void release() {
        weights.release();
        preActivation = null;
    }
}
