package org.binaryconnect.hwexport.read;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Network;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.binaryconnect.updaters.arrays.Binarizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads networks of {@link BinaryDenseLayer}, {@link BinaryOutputLayer}, {@link
 * BatchNormalization}, ReLU {@link ActivationLayer}, {@link DropoutLayer} (which does nothing in
 * inference) and {@link LossLayer}. A softmax at the end is left out: scores keep the order of
 * probabilities.
 */
public final class ModelReader {

    private final List<Node> nodes = new ArrayList<>();

    private ModelReader() {}

    /**
     * Reads a zip file that DL4J's {@code ModelSerializer} wrote.
     *
     * @throws ExportException if the file is no such model, or as {@link #read(MultiLayerNetwork)}
     */
    public static Network read(File file) {
        if (!file.isFile()) {
            throw new ExportException("Model %s does not exist".formatted(file));
        }
        MultiLayerNetwork network;
        try {
            network = ModelSerializer.restoreMultiLayerNetwork(file, false);
        } catch (IOException | RuntimeException e) {
            throw new ExportException(
                    "%s is not a MultiLayerNetwork that DL4J's ModelSerializer wrote, or is damaged (%s)"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        }
        return read(network);
    }

    /**
     * Reads a network.
     *
     * @throws ExportException if a layer cannot be exported or holds NaN; the message names it,
     *     why, and what to do
     */
    public static Network read(MultiLayerNetwork network) {
        ModelReader reader = new ModelReader();
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            boolean last = i == layers.length - 1;
            String name = layers[i].conf().getLayer().getLayerName();
            reader.add(layers[i], name == null ? "layer" + i : name, last);
            if (network.getLayerWiseConfigurations().getInputPreProcess(i) != null) {
                throw unsupported(
                        name, layers[i], "has an input preprocessor", "feed it flat vectors");
            }
        }
        for (Node node : reader.nodes) {
            if (node instanceof Node.Dense first) {
                return new Network(first.weights().columns(), reader.nodes);
            }
        }
        throw new ExportException(
                "The network has no binary dense layer; there is nothing to export");
    }

    private void add(Layer layer, String name, boolean last) {
        for (Map.Entry<String, INDArray> param : layer.paramTable().entrySet()) {
            if (!Double.isFinite(param.getValue().sumNumber().doubleValue())) {
                throw unsupported(
                        name,
                        layer,
                        "holds NaN or infinity in \"" + param.getKey() + "\"",
                        "train it anew with a lower learning rate");
            }
        }
        var conf = layer.conf().getLayer();
        if (conf instanceof BinaryLayer binary
                && binary.getBinaryWeights().getTestWeights() != TestWeights.BINARY) {
            throw unsupported(
                    name,
                    layer,
                    "answers with real weights outside training",
                    "call setBinaryWeights(getBinaryWeights().withTestWeights(BINARY)) on its configuration,"
                            + " re-estimate batch normalization (BatchNormStatistics) and evaluate again");
        }
        if (conf instanceof BinaryDenseLayer dense) {
            if (dense.hasLayerNorm()) {
                throw unsupported(
                        name,
                        layer,
                        "uses layer normalization",
                        "use batch normalization, which folds into constants");
            }
            addDense(layer, name, dense.hasBias());
            addActivation(dense.getActivationFn(), layer, name, last);
        } else if (conf instanceof BinaryOutputLayer output) {
            addDense(layer, name, output.hasBias());
            addActivation(output.getActivationFn(), layer, name, last);
        } else if (conf instanceof BatchNormalization normalization) {
            addNormalization(normalization, layer, name);
        } else if (conf instanceof ActivationLayer activation) {
            addActivation(activation.getActivationFn(), layer, name, last);
        } else if (conf instanceof LossLayer loss) {
            addActivation(loss.getActivationFn(), layer, name, last);
        } else if (!(conf instanceof DropoutLayer)) {
            throw unsupported(
                    name,
                    layer,
                    "is of a type that cannot be exported",
                    "use binary dense layers, batch normalization and ReLU");
        }
    }

    private void addDense(Layer layer, String name, boolean hasBias) {
        INDArray latent = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        INDArray binary = latent.ulike();
        Binarizer.deterministic(latent, binary);
        float[][] signs = binary.toFloatMatrix();
        nodes.add(
                new Node.Dense(
                        name,
                        PackedMatrix.pack(
                                signs[0].length, signs.length, (o, i) -> signs[i][o] > 0)));
        BinaryWeights options = ((BinaryLayer) layer.conf().getLayer()).getBinaryWeights();
        if (hasBias || options.getChannelScale() > 0) {
            double[] scale = new double[signs[0].length];
            Arrays.fill(scale, 1);
            if (options.getChannelScale() > 0) {
                WeightMatrix matrix = WeightMatrices.of(layer.conf().getLayer()).get(0);
                scale = vector(options.channelScale(matrix, latent));
            }
            double[] offset =
                    hasBias
                            ? vector(layer.getParam(DefaultParamInitializer.BIAS_KEY))
                            : new double[scale.length];
            nodes.add(new Node.Affine(name, scale, offset));
        }
    }

    private void addNormalization(BatchNormalization conf, Layer layer, String name) {
        INDArray mean = layer.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        double[] means = vector(mean);
        double[] variances;
        if (conf.isUseLogStd()) {
            variances = vector(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD));
            for (int i = 0; i < variances.length; i++) {
                variances[i] = Math.pow(10, 2 * variances[i]);
            }
        } else {
            variances = vector(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR));
        }
        double[] scale = new double[means.length];
        double[] offset = new double[means.length];
        INDArray gamma = layer.getParam(BatchNormalizationParamInitializer.GAMMA);
        INDArray beta = layer.getParam(BatchNormalizationParamInitializer.BETA);
        for (int i = 0; i < scale.length; i++) {
            double g = conf.isLockGammaBeta() ? conf.getGamma() : gamma.getDouble(i);
            double b = conf.isLockGammaBeta() ? conf.getBeta() : beta.getDouble(i);
            scale[i] = g / Math.sqrt(variances[i] + conf.getEps());
            offset[i] = b - means[i] * scale[i];
        }
        nodes.add(new Node.Affine(name, scale, offset));
    }

    private void addActivation(IActivation activation, Layer layer, String name, boolean last) {
        if (activation instanceof ActivationReLU) {
            nodes.add(new Node.Relu(name));
        } else if (!(activation instanceof ActivationIdentity)
                && !(last && activation instanceof ActivationSoftmax)) {
            throw unsupported(
                    name,
                    layer,
                    "has the activation " + activation,
                    "use ReLU, identity, or softmax in the last layer");
        }
    }

    private static double[] vector(INDArray array) {
        return array.dup().reshape(array.length()).toDoubleVector();
    }

    private static ExportException unsupported(
            String name, Layer layer, String why, String remedy) {
        var conf = layer.conf().getLayer();
        String size =
                conf instanceof FeedForwardLayer f
                        ? " %dx%d".formatted(f.getNIn(), f.getNOut())
                        : "";
        return new ExportException(
                "Layer \"%s\" (%s%s) %s; %s"
                        .formatted(name, conf.getClass().getSimpleName(), size, why, remedy));
    }
}
