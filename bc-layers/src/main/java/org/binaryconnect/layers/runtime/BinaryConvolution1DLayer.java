package org.binaryconnect.layers.runtime;

import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.Convolution1DLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's one-dimensional convolution, computing with binary weights. */
public class BinaryConvolution1DLayer extends Convolution1DLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameters binary = new BinaryParameters();

    /** Set while DL4J's code asks for parameters to compute with. */
    private transient boolean computes;

    private transient boolean training;

    public BinaryConvolution1DLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** Inside a pass DL4J's layer takes here the weights that it computes with. */
    @Override
    public INDArray getParam(String param) {
        INDArray parameter = super.getParam(param);
        return computes ? binary.get(this, param, parameter, training) : parameter;
    }

    @Override
    protected Pair<INDArray, INDArray> preOutput(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        boolean outermost = !computes;
        if (outermost) {
            this.training = training;
            computes = true;
        }
        try {
            return super.preOutput(training, forBackprop, workspaceMgr);
        } finally {
            computes = !outermost;
        }
    }

    /** Its forward pass says that it is no training; the weights are those of the training pass. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (layerConf().getRnnDataFormat() == RNNFormat.NWC) {
            throw new DL4JInvalidConfigException(
                    "Layer \"%s\" (BinaryConvolution1DLayer): DL4J 1.0.0-M2.1 computes one-dimensional convolution of [batch, length, channels], but cannot train it; use rnnDataFormat(NCW)"
                            .formatted(layerConf().getLayerName()));
        }
        training = true;
        computes = true;
        try {
            return super.backpropGradient(epsilon, workspaceMgr);
        } finally {
            computes = false;
        }
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        binary.release();
    }
}
