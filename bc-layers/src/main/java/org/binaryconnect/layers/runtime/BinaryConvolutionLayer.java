package org.binaryconnect.layers.runtime;

import org.binaryconnect.layers.weights.BinaryParameters;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's two-dimensional convolution, computing with binary weights.
 *
 * <p>Patches of float images are taken and summed by {@link Patches} instead of ND4J's slow
 * operations, and while training it saves the product that DL4J spends on computing the
 * pre-activation a second time for the backward pass.
 */
public class BinaryConvolutionLayer extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    private final transient BinaryParameters binary = new BinaryParameters();

    /** Of the current training pass, for its backward pass; null if not kept. */
    private transient INDArray preActivation;

    public BinaryConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        return binary.get(this, param, getParam(param), training);
    }

    @Override
    protected Pair<INDArray, INDArray> preOutput(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        // DL4J asks for a backward pass only where it computes that itself.
        if (forBackprop || !isProduct()) {
            return super.preOutput(training, forBackprop, workspaceMgr);
        }
        Patches patches = patches();
        INDArray taken = take(patches, ArrayType.FF_WORKING_MEM, workspaceMgr);
        INDArray result = product(patches, taken, training, workspaceMgr);
        // The activation function works in place; identity's backward pass looks at the shape only.
        if (training && layerConf().getActivationFn() instanceof ActivationIdentity) {
            preActivation = result;
        }
        return new Pair<>(result, null);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (!isProduct() || epsilon.dataType() != dataType) {
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        assertInputSet(true);
        Patches patches = patches();
        INDArray taken = take(patches, ArrayType.BP_WORKING_MEM, workspaceMgr);
        INDArray output =
                preActivation != null ? preActivation : product(patches, taken, true, workspaceMgr);
        INDArray delta = layerConf().getActivationFn().backprop(output, epsilon).getFirst();
        // Its memory is the workspace's again behind this pass.
        preActivation = null;
        INDArray weights =
                getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, true, workspaceMgr);
        // [channels, batch * height * width]; without a copy if channels come first in memory.
        INDArray errors =
                delta.permute(1, 0, 2, 3).reshape('c', weights.size(0), taken.size(0)).transpose();

        Gradient gradient = new DefaultGradient();
        if (layerConf().hasBias()) {
            INDArray ofBias = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
            errors.sum(ofBias, 0);
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, ofBias);
        }
        INDArray ofWeights = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
        Nd4j.gemm(taken, errors, matrix(ofWeights).transpose(), true, false, 1, 0);
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, ofWeights, 'c');
        // The patches have had their use; their errors take their place.
        errors.mmuli(matrix(weights), taken);
        INDArray inputErrors =
                ChannelsFirst.create(ArrayType.ACTIVATION_GRAD, input.shape(), workspaceMgr);
        patches.sum(taken, inputErrors);
        return new Pair<>(gradient, backpropDropOutIfPresent(inputErrors));
    }

    private INDArray take(Patches patches, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
        INDArray taken =
                workspaceMgr.createUninitialized(type, DataType.FLOAT, patches.shape(input), 'f');
        patches.take(input, taken);
        return taken;
    }

    /** Weights or their gradients as [output channels, weights of each], without a copy. */
    private static INDArray matrix(INDArray weights) {
        return weights.reshape('c', weights.size(0), weights.length() / weights.size(0));
    }

    /** Whether this class computes a batch, or else DL4J's, which also says what is wrong. */
    private boolean isProduct() {
        return helper == null
                && cacheMode == CacheMode.NONE
                && layerConf().getCnn2dDataFormat() == CNN2DFormat.NCHW
                && dataType == DataType.FLOAT
                && input.dataType() == DataType.FLOAT
                && input.rank() == 4
                && input.size(1) == layerConf().getNIn()
                && Nd4j.getEnvironment().isCPU();
    }

    private Patches patches() {
        int[] kernel = layerConf().getKernelSize();
        int[] stride = layerConf().getStride();
        int[] dilation = layerConf().getDilation();
        int[] padding = layerConf().getPadding();
        boolean same = convolutionMode == ConvolutionMode.Same;
        int[] output =
                ConvolutionUtils.getOutputSize(
                        input,
                        kernel,
                        stride,
                        same ? null : padding,
                        convolutionMode,
                        dilation,
                        CNN2DFormat.NCHW);
        if (same) {
            int[] size = {(int) input.size(2), (int) input.size(3)};
            padding =
                    ConvolutionUtils.getSameModeTopLeftPadding(
                            output, size, kernel, stride, dilation);
        }
        return new Patches(kernel, stride, padding, dilation, output);
    }

    /** [batch, channels, height, width], in memory the channels first, as DL4J has it. */
    private INDArray product(
            Patches patches, INDArray taken, boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray weights =
                getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaceMgr);
        long channels = weights.size(0);
        INDArray product =
                workspaceMgr.createUninitialized(
                        ArrayType.ACTIVATIONS,
                        DataType.FLOAT,
                        new long[] {taken.size(0), channels},
                        'f');
        taken.mmuli(matrix(weights).transpose(), product);
        if (layerConf().hasBias()) {
            product.addiRowVector(getParam(ConvolutionParamInitializer.BIAS_KEY));
        }
        int[] output = patches.output();
        long[] shape = {output[1], output[0], input.size(0), channels};
        return Shape.newShapeNoCopy(product, shape, true).permute(2, 3, 1, 0);
    }

    /** A new input is a new pass: the latent weights may have changed since the last one. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        binary.release();
        preActivation = null;
    }
}
