package org.binaryconnect.layers.runtime;

import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's embedding layer for sequences, looking up binary weights. */
public class BinaryEmbeddingSequenceLayer extends EmbeddingSequenceLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameters binary = new BinaryParameters();

    /** Set while DL4J's code asks for parameters to compute with. */
    private transient boolean computes;

    private transient boolean training;

    public BinaryEmbeddingSequenceLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** Inside a pass DL4J's layer takes here the weights that it computes with. */
    @Override
    public INDArray getParam(String param) {
        INDArray parameter = super.getParam(param);
        return computes ? binary.get(this, param, parameter, training) : parameter;
    }

    @Override
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaceMgr) {
        this.training = training;
        computes = true;
        try {
            return super.preOutput(training, workspaceMgr);
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
