package org.binaryconnect.layers.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.BinaryWeightsUpdater;
import org.binaryconnect.updaters.MatrixUpdate;
import org.binaryconnect.updaters.StepScaling;
import org.binaryconnect.updaters.WeightClip;
import org.binaryconnect.updaters.arrays.Binarizer;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How one layer's weights are binarized and updated: the options that every binary layer has in
 * common, and the rules that follow from them. Immutable.
 *
 * <p>It is a DL4J weight noise. In a network's configuration it is the default of the binary
 * layers; in one of DL4J's own layers it binarizes the weights, if the layer asks for weight noise:
 * see {@code BinaryRetrofit}, which adds clip and step scale and refuses layers that do not ask.
 */
public final class BinaryWeights implements IWeightNoise {

    private static final long serialVersionUID = 1L;

    /** The paper's setting: deterministic, H = 1, scaled steps. */
    public static final BinaryWeights DEFAULT =
            new BinaryWeights(Binarization.DETERMINISTIC, 1.0, true, null, 0);

    private final Binarization binarization;
    private final double clip;
    private final boolean scaleStep;

    /** Null: as the paper, which follows from the binarization. */
    private final TestWeights testWeights;

    private final double channelScale;

    @JsonCreator
    private BinaryWeights(
            @JsonProperty("binarization") Binarization binarization,
            @JsonProperty("clip") double clip,
            @JsonProperty("scaleStep") boolean scaleStep,
            @JsonProperty("testWeights") TestWeights testWeights,
            @JsonProperty("channelScale") double channelScale) {
        Preconditions.checkArgument(
                binarization != null, "Binarization must be DETERMINISTIC or STOCHASTIC, got null");
        Preconditions.checkArgument(
                clip > 0 && Double.isFinite(clip),
                "Weight clip must be finite and above 0, got %s; the paper's is 1",
                clip);
        Preconditions.checkArgument(
                channelScale >= 0 && Double.isFinite(channelScale),
                "Channel scale must be finite and at least 0 (0: none), got %s",
                channelScale);
        this.binarization = binarization;
        this.clip = clip;
        this.scaleStep = scaleStep;
        this.testWeights = testWeights;
        this.channelScale = channelScale;
    }

    /**
     * The options of a layer that computes with binary weights, a binary layer or one of DL4J's own
     * that was retrofitted; null for a layer with real weights, also if it has a network's {@code
     * BinaryWeights} as its weight noise.
     */
    public static BinaryWeights of(org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (layer instanceof BinaryLayer binary) {
            return binary.getBinaryWeights();
        }
        return layer instanceof BaseLayer base
                        && base.getWeightNoise() instanceof BinaryWeights retrofitted
                        && (isClipped(base) || !stepScalings(base).isEmpty())
                ? retrofitted
                : null;
    }

    /** Whether a layer has the constraint that a retrofit gives it. */
    static boolean isClipped(BaseLayer layer) {
        return layer.getConstraints() != null
                && layer.getConstraints().stream().anyMatch(WeightClip.class::isInstance);
    }

    static List<StepScaling> stepScalings(BaseLayer layer) {
        return layer.getRegularization() == null
                ? List.of()
                : layer.getRegularization().stream()
                        .filter(StepScaling.class::isInstance)
                        .map(StepScaling.class::cast)
                        .toList();
    }

    /**
     * The step scale of each weight parameter of a layer of DL4J's own, by its number of elements;
     * NaN where parameters of one size have different scales.
     */
    public static Map<Long, Double> stepScales(BaseLayer layer) {
        Map<Long, Double> scales = new HashMap<>();
        for (WeightMatrix matrix : WeightMatrices.of(layer)) {
            IUpdater updater = layer.getUpdaterByParam(matrix.name());
            if (!(BinaryWeightsUpdater.of(updater) instanceof BinaryConnectUpdater optimizer)) {
                throw new DL4JInvalidConfigException(
                        "Layer \"%s\" (%s) has %s, which updates binary layers only: make it one with BinaryConversion"
                                .formatted(
                                        layer.getLayerName(),
                                        layer.getClass().getSimpleName(),
                                        updater.getClass().getSimpleName()));
            }
            scales.merge(
                    matrix.size() + matrix.realElements(),
                    optimizer.scale(matrix.fanIn(), matrix.fanOut()),
                    (one, other) -> one.equals(other) ? one : Double.NaN);
        }
        return scales;
    }

    public Binarization getBinarization() {
        return binarization;
    }

    /** H: latent weights stay in [-H, H]. */
    public double getClip() {
        return clip;
    }

    /** Whether the optimizer's step is multiplied by the {@code StepScale} of the matrix. */
    public boolean isScaleStep() {
        return scaleStep;
    }

    /**
     * The weights used outside training; unless set, {@code BINARY} for deterministic and {@code
     * REAL} for stochastic.
     */
    public TestWeights getTestWeights() {
        if (testWeights != null) {
            return testWeights;
        }
        return binarization == Binarization.STOCHASTIC ? TestWeights.REAL : TestWeights.BINARY;
    }

    /**
     * The factor f of a binary-weight network (XNOR-Net paper, section 3.1): each output channel's
     * +1 and -1 are multiplied by f times the mean magnitude of its latent weights. 0: no scale, as
     * in BinaryConnect; 1: as in that paper. The gradient reaches the latent weights unchanged all
     * the same.
     */
    public double getChannelScale() {
        return channelScale;
    }

    public BinaryWeights withBinarization(Binarization value) {
        return new BinaryWeights(value, clip, scaleStep, testWeights, channelScale);
    }

    public BinaryWeights withClip(double value) {
        return new BinaryWeights(binarization, value, scaleStep, testWeights, channelScale);
    }

    public BinaryWeights withScaleStep(boolean value) {
        return new BinaryWeights(binarization, clip, value, testWeights, channelScale);
    }

    public BinaryWeights withTestWeights(TestWeights value) {
        return new BinaryWeights(binarization, clip, scaleStep, value, channelScale);
    }

    /**
     * @param value 0 for none, 1 for binary-weight networks
     */
    public BinaryWeights withChannelScale(double value) {
        return new BinaryWeights(binarization, clip, scaleStep, testWeights, value);
    }

    /**
     * Uniform in [-H, H], the paper's initialization: small weights would all change sign in the
     * first steps.
     */
    public IWeightInit weightInit() {
        return new WeightInitDistribution(new UniformDistribution(-clip, clip));
    }

    /**
     * The weights of a 1-bit device (paper, equation 1): signs, times the channel scale if there is
     * one.
     *
     * @param parameter holds the matrix, and perhaps columns that are no weights
     * @param result receives the weights and a copy of those columns; an array like the parameter
     */
    public void deterministic(WeightMatrix matrix, INDArray parameter, INDArray result) {
        Binarizer.deterministic(matrix.of(parameter), matrix.of(result));
        complete(matrix, parameter, result);
    }

    /** One draw of the weights (paper, equation 2); as {@link #deterministic}. */
    public void stochastic(WeightMatrix matrix, INDArray parameter, INDArray result, long seed) {
        Binarizer.stochastic(matrix.of(parameter), matrix.of(result), clip, seed);
        complete(matrix, parameter, result);
    }

    /** The mean of all draws: latent weights divided by H; as {@link #deterministic}. */
    public void real(WeightMatrix matrix, INDArray parameter, INDArray result) {
        matrix.of(parameter).divi(clip, matrix.of(result));
        complete(matrix, parameter, result);
    }

    private void complete(WeightMatrix matrix, INDArray parameter, INDArray result) {
        if (channelScale > 0) {
            matrix.of(result).muli(channelScale(matrix, parameter));
        }
        if (matrix.realColumns() > 0) {
            matrix.realPart(result).assign(matrix.realPart(parameter));
        }
    }

    /**
     * What each output channel's +1 and -1 are multiplied by: {@link #getChannelScale()} times the
     * mean magnitude of its latent weights.
     *
     * @param parameter holds the matrix
     * @return an array for broadcasting: the matrix's shape with 1 for each axis that is summed
     *     over
     */
    public INDArray channelScale(WeightMatrix matrix, INDArray parameter) {
        double weightsOfAChannel = (double) matrix.size() / matrix.outputs();
        return matrix.of(parameter)
                .norm1(true, matrix.inputAxes())
                .muli(channelScale / weightsOfAChannel);
    }

    /** The clip for a weight matrix. */
    public WeightClip clip(WeightMatrix matrix) {
        return new WeightClip(clip, Set.of(matrix.name()), matrix.realColumns());
    }

    /**
     * What the user's updater is to a weight matrix: the optimizer with scaled steps, unless {@link
     * #isScaleStep()} is off, or what another updater for binary weights says.
     *
     * @throws org.deeplearning4j.exception.DL4JInvalidConfigException if it does not suit the
     *     binarization
     */
    public IUpdater updater(IUpdater updater, WeightMatrix matrix) {
        if (updater == null || updater instanceof NoOp) {
            return updater;
        }
        BinaryWeightsUpdater binary = BinaryWeightsUpdater.of(updater);
        requireUpdater(binary);
        return binary.forWeights(update(matrix));
    }

    /**
     * A weight matrix's regularizations, and behind them what its updater does to a step for which
     * it needs the weights.
     *
     * @param stored the user's; null for none
     * @throws DL4JInvalidConfigException if the updater has no latent weights to regularize
     */
    public List<Regularization> regularization(
            List<Regularization> stored, IUpdater updater, WeightMatrix matrix) {
        if (!(updater instanceof BinaryWeightsUpdater binary)) {
            return stored;
        }
        if (!binary.hasLatentWeights() && stored != null && !stored.isEmpty()) {
            throw new DL4JInvalidConfigException(
                    "%s has no latent weights that %s could shrink; set l1, l2 and weight decay at layers with real weights, not for the network"
                            .formatted(
                                    updater.getClass().getSimpleName(),
                                    stored.get(0).getClass().getSimpleName()));
        }
        List<Regularization> all = new ArrayList<>(stored == null ? List.of() : stored);
        binary.afterStep(update(matrix)).ifPresent(all::add);
        return all;
    }

    private MatrixUpdate update(WeightMatrix matrix) {
        return new MatrixUpdate(
                matrix.fanIn(), matrix.fanOut(), matrix.realElements(), clip, scaleStep);
    }

    private void requireUpdater(BinaryWeightsUpdater updater) {
        if (updater.trainsRealWeights() && binarization == Binarization.STOCHASTIC) {
            throw new DL4JInvalidConfigException(
                    "%s trains with real weights, which stochastic binarization would never see; set binarization(DETERMINISTIC) or another updater"
                            .formatted(updater.getClass().getSimpleName()));
        }
    }

    /**
     * Whether a binary layer computes with real weights while it is trained, because its updater
     * pulls these to +1 and -1.
     */
    static boolean trainsRealWeights(org.deeplearning4j.nn.conf.layers.Layer layer) {
        IUpdater updater =
                layer instanceof BaseLayer base
                        ? base.getIUpdater()
                        : layer instanceof AbstractSameDiffLayer sameDiff
                                ? sameDiff.getUpdater()
                                : null;
        return updater instanceof BinaryWeightsUpdater binary && binary.trainsRealWeights();
    }

    /**
     * DL4J's hook: what one of its own layers computes with. DL4J keeps the array until the end of
     * a training pass.
     *
     * @throws org.deeplearning4j.exception.DL4JInvalidConfigException if the layer was not set up
     *     by {@code BinaryRetrofit}
     */
    @Override
    public INDArray getParameter(
            Layer layer,
            String paramKey,
            int iteration,
            int epoch,
            boolean train,
            LayerWorkspaceMgr workspaceMgr) {
        return BinaryParameters.ofPlain(layer, paramKey, train);
    }

    /** This instance, which cannot change. */
    @Override
    public BinaryWeights clone() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryWeights that
                && binarization == that.binarization
                && clip == that.clip
                && scaleStep == that.scaleStep
                && getTestWeights() == that.getTestWeights()
                && channelScale == that.channelScale;
    }

    @Override
    public int hashCode() {
        return Objects.hash(binarization, clip, scaleStep, getTestWeights(), channelScale);
    }

    @Override
    public String toString() {
        return "BinaryWeights(%s, clip=%s, scaleStep=%s, testWeights=%s, channelScale=%s)"
                .formatted(binarization, clip, scaleStep, getTestWeights(), channelScale);
    }
}
