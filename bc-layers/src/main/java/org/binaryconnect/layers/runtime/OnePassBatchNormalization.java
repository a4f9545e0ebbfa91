package org.binaryconnect.layers.runtime;

import org.binaryconnect.updaters.arrays.FloatMemory;
import org.binaryconnect.updaters.arrays.FloatPass;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's batch normalization, which trains on batches of features or images in one pass each way.
 * The arrays of a batch are kept from one to the next.
 */
public class OnePassBatchNormalization extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    /** Of the current training pass, for its backward pass; null if that is DL4J's. */
    private transient NormalizedBatch batch;

    /** Of a pass that has ended, whose arrays the next one can have. */
    private transient NormalizedBatch spare;

    public OnePassBatchNormalization(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        batch = null;
        if (!training || !isOnePass()) {
            return super.activate(training, workspaceMgr);
        }
        int channels = (int) input.size(1);
        int examples = (int) (input.length() / channels);
        batch =
                spare != null && spare.isOf(channels, examples)
                        ? spare
                        : new NormalizedBatch(channels, examples);
        spare = batch;
        ChannelsFirst.read(input, batch.values());
        float[] outputs =
                batch.normalize(
                        floats(BatchNormalizationParamInitializer.GAMMA),
                        floats(BatchNormalizationParamInitializer.BETA),
                        layerConf().getEps());
        return columns(ArrayType.ACTIVATIONS, outputs, workspaceMgr);
    }

    /** Whether this class computes a batch, or else DL4J's. */
    private boolean isOnePass() {
        return getHelper() == null
                && (input.rank() == 2 && FloatPass.handles(input)
                        || input.rank() == 4 && layerConf().getCnn2DFormat() == CNN2DFormat.NCHW)
                && input.size(1) == layerConf().getNOut()
                && input.dataType() == DataType.FLOAT
                && dataType == DataType.FLOAT
                && !layerConf().isLockGammaBeta()
                && Nd4j.getEnvironment().isCPU();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (batch == null) {
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        assertInputSet(true);
        INDArray errors = epsilon.castTo(DataType.FLOAT);
        boolean isReadable = errors.rank() == 4 || FloatPass.handles(errors);
        ChannelsFirst.read(isReadable ? errors : errors.dup('f'), batch.errors());
        float[] gamma = floats(BatchNormalizationParamInitializer.GAMMA);
        float[] gradientOfGamma = new float[gamma.length];
        float[] gradientOfBeta = new float[gamma.length];
        float[] inputErrors = batch.backward(gamma, gradientOfGamma, gradientOfBeta);

        Gradient gradient = new DefaultGradient();
        set(gradient, BatchNormalizationParamInitializer.GAMMA, gradientOfGamma);
        set(gradient, BatchNormalizationParamInitializer.BETA, gradientOfBeta);
        setMovingAverages(gradient);
        batch = null;
        return new Pair<>(gradient, columns(ArrayType.ACTIVATION_GRAD, inputErrors, workspaceMgr));
    }

    /** As DL4J, which subtracts gradients that make the new averages of the old ones. */
    private void setMovingAverages(Gradient gradient) {
        double decay = layerConf().getDecay();
        set(
                gradient,
                BatchNormalizationParamInitializer.GLOBAL_MEAN,
                batch.stepOfMean(floats(BatchNormalizationParamInitializer.GLOBAL_MEAN), decay));
        String spread = BatchNormalizationParamInitializer.GLOBAL_VAR;
        if (layerConf().isUseLogStd()) {
            spread = BatchNormalizationParamInitializer.GLOBAL_LOG_STD;
            set(gradient, spread, batch.stepOfLogDeviation(floats(spread), decay));
        } else {
            set(gradient, spread, batch.stepOfVariance(floats(spread), decay));
        }
    }

    private float[] floats(String parameter) {
        return FloatMemory.read(params.get(parameter));
    }

    private void set(Gradient gradient, String parameter, float[] values) {
        INDArray view = gradientViews.get(parameter);
        FloatMemory.write(values, view);
        gradient.setGradientFor(parameter, view);
    }

    private INDArray columns(ArrayType type, float[] values, LayerWorkspaceMgr workspaceMgr) {
        INDArray array = ChannelsFirst.create(type, input.shape(), workspaceMgr);
        FloatMemory.write(values, array);
        return array;
    }
}
