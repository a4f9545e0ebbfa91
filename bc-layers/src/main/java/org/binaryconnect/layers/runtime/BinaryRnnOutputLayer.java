package org.binaryconnect.layers.runtime;

import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** DL4J's output layer for sequences, computing with binary weights. */
public class BinaryRnnOutputLayer extends RnnOutputLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameters binary = new BinaryParameters();

    public BinaryRnnOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** DL4J's inference adds a bias even where the layer has none; then zeros are added. */
    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray parameter = getParam(param);
        if (parameter == null && DefaultParamInitializer.BIAS_KEY.equals(param)) {
            return Nd4j.zeros(dataType, 1, layerConf().getNOut());
        }
        return binary.get(this, param, parameter, training);
    }

    /**
     * @throws IllegalArgumentException if the loss is a hinge loss and the labels are 0 and 1
     */
    @Override
    public void setLabels(INDArray labels) {
        super.setLabels(labels);
        ILossFunction loss = layerConf().getLossFn();
        if (labels != null && HingeLossLayer.isHinge(loss)) {
            // DL4J has made the mask two-dimensional already.
            INDArray labels2d =
                    getLabels2d(LayerWorkspaceMgr.noWorkspaces(), ArrayType.FF_WORKING_MEM);
            HingeLossLayer.checkLabels(this, loss, labels2d);
        }
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        binary.release();
    }
}
