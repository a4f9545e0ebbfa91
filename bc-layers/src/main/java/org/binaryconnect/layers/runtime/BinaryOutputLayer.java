package org.binaryconnect.layers.runtime;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's output layer, computing with binary weights. They are released by the network, which asks
 * for the score after the backward pass, not by the backward pass.
 */
public class BinaryOutputLayer extends OutputLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameter weights =
            new BinaryParameter(this, DefaultParamInitializer.WEIGHT_KEY);

    public BinaryOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        return DefaultParamInitializer.WEIGHT_KEY.equals(param)
                ? weights.weights(training)
                : super.getParamWithNoise(param, training, workspaceMgr);
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        weights.release();
    }

    @Override
    public void clear() {
        super.clear();
        weights.release();
    }

    @Override
    public void clearNoiseWeightParams() {
        super.clearNoiseWeightParams();
        weights.release();
    }
}
