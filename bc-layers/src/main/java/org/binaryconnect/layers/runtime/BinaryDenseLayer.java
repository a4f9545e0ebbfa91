package org.binaryconnect.layers.runtime;

import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's dense layer, computing with binary weights.
 *
 * <p>While training it saves the matrix product that DL4J spends on computing the pre-activation a
 * second time for the backward pass, and the copy that DL4J makes of each product.
 */
public class BinaryDenseLayer extends DenseLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameters binary = new BinaryParameters();

    /** Of the current training pass, for its backward pass; null if not kept. */
    private transient INDArray preActivation;

    public BinaryDenseLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        return binary.get(this, param, getParam(param), training);
    }

    @Override
    protected Pair<INDArray, INDArray> preOutputWithPreNorm(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        if (forBackprop && preActivation != null) {
            return new Pair<>(preActivation, preActivation);
        }
        if (!training || forBackprop || hasLayerNorm() || !isProduct()) {
            return super.preOutputWithPreNorm(training, forBackprop, workspaceMgr);
        }
        INDArray result = trainingPreActivation(workspaceMgr);
        // The activation function works in place; identity's backward pass looks at the shape only.
        preActivation =
                layerConf().getActivationFn() instanceof ActivationIdentity
                        ? result
                        : workspaceMgr.dup(ArrayType.ACTIVATIONS, result);
        return new Pair<>(result, result);
    }

    /** Whether the input fits the weights; if not, DL4J's own code says what is wrong. */
    private boolean isProduct() {
        return input != null && input.rank() == 2 && input.columns() == layerConf().getNIn();
    }

    private INDArray trainingPreActivation(LayerWorkspaceMgr workspaceMgr) {
        applyDropOutIfNecessary(true, workspaceMgr);
        INDArray weights =
                getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaceMgr);
        // Column order is what BLAS writes; for DL4J's row order ND4J would copy the product.
        INDArray result =
                workspaceMgr.createUninitialized(
                        ArrayType.ACTIVATIONS,
                        weights.dataType(),
                        new long[] {input.size(0), weights.size(1)},
                        'f');
        input.castTo(weights.dataType()).mmuli(weights, result);
        if (hasBias()) {
            result.addiRowVector(getParam(DefaultParamInitializer.BIAS_KEY));
        }
        if (maskArray != null) {
            applyMask(result);
        }
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        try {
            return super.backpropGradient(epsilon, workspaceMgr);
        } finally {
            // Its memory is the workspace's again.
            preActivation = null;
        }
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        binary.release();
        preActivation = null;
    }
}
