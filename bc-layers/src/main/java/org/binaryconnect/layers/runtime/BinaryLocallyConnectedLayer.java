package org.binaryconnect.layers.runtime;

import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's locally connected layers, which are SameDiff graphs, computing with binary weights: the
 * graph's weight variable is the binarized array, so the graph's gradient is the one at the binary
 * weights, and DL4J applies it to the latent ones.
 */
public class BinaryLocallyConnectedLayer extends SameDiffLayer {

    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

    private final transient BinaryParameters binary = new BinaryParameters();

    /** The array that the graph's weight variable holds. */
    private transient INDArray inGraph;

    public BinaryLocallyConnectedLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        binarize(training);
        return super.activate(training, workspaceMgr);
    }

    /**
     * The gradient, and not twice the gradient, as DL4J 1.0.0-M2.1 computes for every SameDiff
     * layer: its {@code ExternalErrorsFunction} adds the error to itself.
     */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        binarize(true);
        return super.backpropGradient(epsilon.mul(0.5), workspaceMgr);
    }

    private void binarize(boolean training) {
        if (sameDiff == null) {
            doInit();
        }
        INDArray weights = binary.get(this, WEIGHTS, getParam(WEIGHTS), training);
        if (weights != inGraph) {
            sameDiff.associateArrayWithVariable(weights, sameDiff.getVariable(WEIGHTS));
            inGraph = weights;
        }
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        binary.release();
    }
}
