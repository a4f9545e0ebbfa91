package org.binaryconnect.layers.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.binaryconnect.layers.weights.BinaryParameters;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Every binary layer beside the DL4J layer that it stands for, each in a small network: real layers
 * before it, so that it has to pass errors on, and behind it. Also the place where the two builders
 * are given the same options.
 */
@SuppressWarnings("deprecation") // DL4J has deprecated GravesLSTM, not dropped it
public final class LayerCases {

    public static final int BATCH = 4;
    private static final int CLASSES = 3;

    private LayerCases() {}

    /**
     * @param binary makes the binary layer
     * @param plain makes DL4J's layer with the same options
     * @param before real layers in front
     * @param after real layers behind; the last one has the loss
     */
    public record Case(
            String name,
            Function<BinaryWeights, Layer> binary,
            Layer plain,
            InputType input,
            List<Layer> before,
            List<Layer> after) {

        public int index() {
            return before.size();
        }

        public MultiLayerNetwork binaryNetwork(BinaryWeights weights, IUpdater updater) {
            return network(binary.apply(weights), updater, DataType.DOUBLE);
        }

        public MultiLayerNetwork binaryNetwork(
                BinaryWeights weights, IUpdater updater, DataType type) {
            return network(binary.apply(weights), updater, type);
        }

        public MultiLayerNetwork plainNetwork(IUpdater updater) {
            return network(plain.clone(), updater, DataType.DOUBLE);
        }

        public MultiLayerNetwork plainNetwork(IUpdater updater, DataType type) {
            return network(plain.clone(), updater, type);
        }

        /** The network with another layer in the place of the binary one. */
        public MultiLayerNetwork network(Layer middle, IUpdater updater, DataType type) {
            List<Layer> layers = new ArrayList<>(before);
            layers.add(middle);
            layers.addAll(after);
            NeuralNetConfiguration.ListBuilder list =
                    new NeuralNetConfiguration.Builder()
                            .seed(12)
                            .dataType(type)
                            .updater(updater)
                            .activation(Activation.TANH)
                            .list();
            layers.forEach(layer -> list.layer(layer.clone()));
            MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
            network.init();
            return network;
        }

        /**
         * Writes into the plain network what the binary one computes with.
         *
         * @param training whether as in a training pass
         */
        public void copyWeights(
                MultiLayerNetwork binary, MultiLayerNetwork plain, boolean training) {
            copyWeights(binary.getLayers(), plain.getLayers(), training);
        }

        /** As {@link #copyWeights(MultiLayerNetwork, MultiLayerNetwork, boolean)}, of a graph. */
        public void copyWeights(ComputationGraph binary, ComputationGraph plain, boolean training) {
            copyWeights(binary.getLayers(), plain.getLayers(), training);
        }

        private void copyWeights(
                org.deeplearning4j.nn.api.Layer[] binary,
                org.deeplearning4j.nn.api.Layer[] plain,
                boolean training) {
            for (int i = 0; i < binary.length; i++) {
                org.deeplearning4j.nn.api.Layer from = binary[i];
                org.deeplearning4j.nn.api.Layer to = plain[i];
                BinaryParameters parameters = new BinaryParameters();
                boolean isBinary = i == index();
                from.paramTable()
                        .forEach(
                                (name, value) ->
                                        to.getParam(name)
                                                .assign(
                                                        isBinary
                                                                ? parameters.get(
                                                                        from, name, value, training)
                                                                : value));
            }
        }

        /** Inputs and one-hot labels of the network's shapes. */
        public DataSet examples(DataType type) {
            Nd4j.getRandom().setSeed(4);
            INDArray features;
            if (input == null) {
                // Indices of an embedding.
                long length = name.contains("sequence") ? 6 : 1;
                features = Nd4j.rand(DataType.DOUBLE, BATCH, length).muli(7);
                features = features.castTo(DataType.INT32).castTo(type);
            } else {
                long[] shape = input.getShape(true).clone();
                shape[0] = BATCH;
                features = Nd4j.rand(type, shape).subi(0.4);
            }
            MultiLayerNetwork network = plainNetwork(new NoOp());
            INDArray output = network.output(features.castTo(DataType.DOUBLE));
            INDArray labels = Nd4j.zeros(type, output.shape());
            if (output.rank() == 2) {
                for (int i = 0; i < BATCH; i++) {
                    labels.putScalar(i, i % CLASSES, 1);
                }
            } else if (output.rank() == 5) {
                // One of the axes has the classes; label the second one everywhere.
                boolean last = output.size(4) == CLASSES;
                INDArray second =
                        last
                                ? labels.tensorAlongDimension(1, 0, 1, 2, 3)
                                : labels.tensorAlongDimension(1, 0, 2, 3, 4);
                second.assign(1);
            } else {
                boolean nwc = output.size(2) == CLASSES && output.size(1) != CLASSES;
                for (int i = 0; i < BATCH; i++) {
                    for (int t = 0; t < output.size(nwc ? 1 : 2); t++) {
                        int c = (i + t) % CLASSES;
                        labels.putScalar(nwc ? new int[] {i, t, c} : new int[] {i, c, t}, 1);
                    }
                }
            }
            return new DataSet(features, labels);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build();
    }

    private static RnnOutputLayer rnnOutput() {
        return new RnnOutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build();
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder().nOut(units).build();
    }

    private static Case feedForward(
            String name, Function<BinaryWeights, Layer> binary, Layer plain) {
        return new Case(
                name,
                binary,
                plain,
                InputType.feedForward(6),
                List.of(dense(7)),
                List.of(output()));
    }

    private static Case head(String name, Function<BinaryWeights, Layer> binary, Layer plain) {
        return new Case(
                name, binary, plain, InputType.feedForward(6), List.of(dense(7)), List.of());
    }

    private static Case cnn(
            String name, Function<BinaryWeights, Layer> binary, Layer plain, CNN2DFormat format) {
        return new Case(
                name,
                binary,
                plain,
                InputType.convolutional(6, 5, 2, format),
                List.of(new ConvolutionLayer.Builder(1, 1).nOut(3).dataFormat(format).build()),
                List.of(output()));
    }

    private static Case cnn(String name, Function<BinaryWeights, Layer> binary, Layer plain) {
        return cnn(name, binary, plain, CNN2DFormat.NCHW);
    }

    private static Case cnn3d(String name, Function<BinaryWeights, Layer> binary, Layer plain) {
        return new Case(
                name,
                binary,
                plain,
                InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 4, 5, 4, 2),
                List.of(new Convolution3D.Builder(1, 1, 1).nOut(3).build()),
                List.of(output()));
    }

    private static Case rnn(String name, Function<BinaryWeights, Layer> binary, Layer plain) {
        return new Case(
                name,
                binary,
                plain,
                InputType.recurrent(3, 6, RNNFormat.NCW),
                List.of(new LSTM.Builder().nOut(4).build()),
                List.of(rnnOutput()));
    }

    public static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                feedForward(
                        "dense",
                        w -> new BinaryDenseLayer.Builder().nOut(8).binaryWeights(w).build(),
                        dense(8)));
        cases.add(
                feedForward(
                        "dense identity, no bias",
                        w ->
                                new BinaryDenseLayer.Builder()
                                        .nOut(8)
                                        .hasBias(false)
                                        .activation(Activation.IDENTITY)
                                        .binaryWeights(w)
                                        .build(),
                        new DenseLayer.Builder()
                                .nOut(8)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build()));
        cases.add(
                feedForward(
                        "dense layer norm",
                        w ->
                                new BinaryDenseLayer.Builder()
                                        .nOut(8)
                                        .hasLayerNorm(true)
                                        .binaryWeights(w)
                                        .build(),
                        new DenseLayer.Builder().nOut(8).hasLayerNorm(true).build()));
        cases.add(
                head(
                        "output",
                        w -> new BinaryOutputLayer.Builder().nOut(CLASSES).binaryWeights(w).build(),
                        output()));
        cases.add(
                head(
                        "output, no bias",
                        w ->
                                new BinaryOutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .hasBias(false)
                                        .binaryWeights(w)
                                        .build(),
                        new OutputLayer.Builder().nOut(CLASSES).hasBias(false).build()));
        cases.add(
                head(
                        "centre loss",
                        w ->
                                new BinaryCenterLossOutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .alpha(1)
                                        .lambda(0.3)
                                        .gradientCheck(true)
                                        .binaryWeights(w)
                                        .build(),
                        new CenterLossOutputLayer.Builder()
                                .nOut(CLASSES)
                                .alpha(1)
                                .lambda(0.3)
                                .gradientCheck(true)
                                .build()));
        cases.add(
                new Case(
                        "rnn output",
                        w ->
                                new BinaryRnnOutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .binaryWeights(w)
                                        .build(),
                        rnnOutput(),
                        InputType.recurrent(3, 6, RNNFormat.NCW),
                        List.of(new LSTM.Builder().nOut(4).build()),
                        List.of()));
        cases.add(
                new Case(
                        "rnn output NWC",
                        w ->
                                new BinaryRnnOutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .dataFormat(RNNFormat.NWC)
                                        .binaryWeights(w)
                                        .build(),
                        new RnnOutputLayer.Builder()
                                .nOut(CLASSES)
                                .dataFormat(RNNFormat.NWC)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        InputType.recurrent(3, 6, RNNFormat.NWC),
                        List.of(new LSTM.Builder().nOut(4).dataFormat(RNNFormat.NWC).build()),
                        List.of()));
        cases.add(
                cnn(
                        "convolution 2D",
                        w ->
                                new BinaryConvolutionLayer.Builder(3, 2)
                                        .nOut(4)
                                        .binaryWeights(w)
                                        .build(),
                        new ConvolutionLayer.Builder(3, 2).nOut(4).build()));
        cases.add(
                cnn(
                        "convolution 2D same, stride, dilation, no bias",
                        w ->
                                new BinaryConvolutionLayer.Builder(2, 2)
                                        .nOut(4)
                                        .stride(2, 1)
                                        .dilation(1, 2)
                                        .convolutionMode(ConvolutionMode.Same)
                                        .hasBias(false)
                                        .activation(Activation.IDENTITY)
                                        .binaryWeights(w)
                                        .build(),
                        new ConvolutionLayer.Builder(2, 2)
                                .nOut(4)
                                .stride(2, 1)
                                .dilation(1, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build()));
        cases.add(
                cnn(
                        "convolution 2D NHWC",
                        w ->
                                new BinaryConvolutionLayer.Builder(3, 3)
                                        .nOut(4)
                                        .padding(1, 1)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .binaryWeights(w)
                                        .build(),
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .padding(1, 1)
                                .dataFormat(CNN2DFormat.NHWC)
                                .build(),
                        CNN2DFormat.NHWC));
        cases.add(
                cnn(
                        "deconvolution 2D",
                        w ->
                                new BinaryDeconvolution2D.Builder(2, 3)
                                        .nOut(4)
                                        .stride(2, 1)
                                        .binaryWeights(w)
                                        .build(),
                        new Deconvolution2D.Builder(2, 3).nOut(4).stride(2, 1).build()));
        for (CNN2DFormat format : CNN2DFormat.values()) {
            cases.add(
                    cnn(
                            "depthwise convolution " + format,
                            w ->
                                    new BinaryDepthwiseConvolution2D.Builder(3, 2)
                                            .depthMultiplier(2)
                                            .nIn(3)
                                            .dataFormat(format)
                                            .binaryWeights(w)
                                            .build(),
                            new DepthwiseConvolution2D.Builder(3, 2)
                                    .depthMultiplier(2)
                                    .nIn(3)
                                    .dataFormat(format)
                                    .build(),
                            format));
        }
        cases.add(
                cnn(
                        "separable convolution",
                        w ->
                                new BinarySeparableConvolution2D.Builder(3, 2)
                                        .depthMultiplier(2)
                                        .nOut(4)
                                        .binaryWeights(w)
                                        .build(),
                        new SeparableConvolution2D.Builder(3, 2)
                                .depthMultiplier(2)
                                .nOut(4)
                                .build()));
        cases.add(
                cnn(
                        "separable convolution, no bias",
                        w ->
                                new BinarySeparableConvolution2D.Builder(2, 2)
                                        .nOut(4)
                                        .hasBias(false)
                                        .binaryWeights(w)
                                        .build(),
                        new SeparableConvolution2D.Builder(2, 2).nOut(4).hasBias(false).build()));
        for (Convolution3D.DataFormat format : Convolution3D.DataFormat.values()) {
            // Behind a convolution, DL4J takes every input of a dense layer for NDHWC.
            cases.add(
                    new Case(
                            "convolution 3D " + format,
                            w ->
                                    new BinaryConvolution3D.Builder(2, 3, 2)
                                            .nOut(CLASSES)
                                            .dataFormat(format)
                                            .binaryWeights(w)
                                            .build(),
                            new Convolution3D.Builder(2, 3, 2)
                                    .nOut(CLASSES)
                                    .dataFormat(format)
                                    .build(),
                            InputType.convolutional3D(format, 4, 5, 5, 2),
                            List.of(
                                    new Convolution3D.Builder(1, 1, 1)
                                            .nOut(3)
                                            .dataFormat(format)
                                            .build()),
                            List.of(
                                    new Cnn3DLossLayer.Builder(format)
                                            .activation(Activation.SOFTMAX)
                                            .build())));
        }
        cases.add(
                cnn3d(
                        "deconvolution 3D",
                        w ->
                                new BinaryDeconvolution3D.Builder()
                                        .kernelSize(2, 2, 2)
                                        .nOut(4)
                                        .binaryWeights(w)
                                        .build(),
                        new Deconvolution3D.Builder().kernelSize(2, 2, 2).nOut(4).build()));
        cases.add(
                rnn(
                        "convolution 1D",
                        w ->
                                new BinaryConvolution1DLayer.Builder(3)
                                        .nOut(5)
                                        .convolutionMode(ConvolutionMode.Same)
                                        .binaryWeights(w)
                                        .build(),
                        new Convolution1DLayer.Builder(3)
                                .nOut(5)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()));
        cases.add(
                rnn(
                        "convolution 1D causal, no bias",
                        w ->
                                new BinaryConvolution1DLayer.Builder(2)
                                        .nOut(5)
                                        .convolutionMode(ConvolutionMode.Causal)
                                        .hasBias(false)
                                        .binaryWeights(w)
                                        .build(),
                        new Convolution1DLayer.Builder(2)
                                .nOut(5)
                                .convolutionMode(ConvolutionMode.Causal)
                                .hasBias(false)
                                .build()));
        cases.add(
                rnn(
                        "LSTM",
                        w -> new BinaryLSTM.Builder().nOut(5).binaryWeights(w).build(),
                        new LSTM.Builder().nOut(5).build()));
        cases.add(
                new Case(
                        "LSTM NWC",
                        w ->
                                new BinaryLSTM.Builder()
                                        .nOut(5)
                                        .dataFormat(RNNFormat.NWC)
                                        .binaryWeights(w)
                                        .build(),
                        new LSTM.Builder().nOut(5).dataFormat(RNNFormat.NWC).build(),
                        InputType.recurrent(3, 6, RNNFormat.NWC),
                        List.of(new LSTM.Builder().nOut(4).dataFormat(RNNFormat.NWC).build()),
                        List.of(
                                new RnnOutputLayer.Builder()
                                        .nOut(CLASSES)
                                        .dataFormat(RNNFormat.NWC)
                                        .activation(Activation.SOFTMAX)
                                        .build())));
        cases.add(
                rnn(
                        "Graves LSTM",
                        w -> new BinaryGravesLSTM.Builder().nOut(5).binaryWeights(w).build(),
                        new GravesLSTM.Builder().nOut(5).build()));
        cases.add(
                rnn(
                        "simple RNN",
                        w -> new BinarySimpleRnn.Builder().nOut(5).binaryWeights(w).build(),
                        new SimpleRnn.Builder().nOut(5).build()));
        cases.add(
                new Case(
                        "embedding",
                        w ->
                                new BinaryEmbeddingLayer.Builder()
                                        .nIn(7)
                                        .nOut(5)
                                        .hasBias(true)
                                        .binaryWeights(w)
                                        .build(),
                        new EmbeddingLayer.Builder().nIn(7).nOut(5).hasBias(true).build(),
                        null,
                        List.of(),
                        List.of(new OutputLayer.Builder().nIn(5).nOut(CLASSES).build())));
        cases.add(
                new Case(
                        "embedding sequence",
                        w ->
                                new BinaryEmbeddingSequenceLayer.Builder()
                                        .nIn(7)
                                        .nOut(5)
                                        .inputLength(6)
                                        .binaryWeights(w)
                                        .build(),
                        new EmbeddingSequenceLayer.Builder().nIn(7).nOut(5).inputLength(6).build(),
                        null,
                        List.of(),
                        List.of(
                                new RnnOutputLayer.Builder()
                                        .nIn(5)
                                        .nOut(CLASSES)
                                        .dataFormat(RNNFormat.NCW)
                                        .activation(Activation.SOFTMAX)
                                        .build())));
        cases.add(
                cnn(
                        "locally connected 2D",
                        w ->
                                new BinaryLocallyConnected2D.Builder()
                                        .nOut(4)
                                        .kernelSize(2, 3)
                                        .binaryWeights(w)
                                        .build(),
                        new LocallyConnected2D.Builder().nOut(4).kernelSize(2, 3).build()));
        cases.add(
                rnn(
                        "locally connected 1D",
                        w ->
                                new BinaryLocallyConnected1D.Builder()
                                        .nOut(4)
                                        .kernelSize(2)
                                        .binaryWeights(w)
                                        .build(),
                        new LocallyConnected1D.Builder().nOut(4).kernelSize(2).build()));
        return cases;
    }
}
