package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Function;
import org.binaryconnect.hwexport.ir.Node;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** Layers with a state, as one time step. */
final class RecurrentLayers {

    private RecurrentLayers() {}

    static Value readSimple(Part.OfLayer part, Value input, Assembly assembly) {
        SimpleRnn conf = (SimpleRnn) part.conf();
        if (conf.hasLayerNorm()) {
            throw part.refusal("uses layer normalization", "train it without");
        }
        Value flat = sequence(part, conf, input, assembly);
        LayerMatrix in = matrix(part, LSTMParamInitializer.INPUT_WEIGHT_KEY, flat.order());
        LayerMatrix recurrent = matrix(part, LSTMParamInitializer.RECURRENT_WEIGHT_KEY, null);
        Node node =
                new Node.SimpleRnn(
                        part.name(),
                        in.weights(),
                        recurrent.weights(),
                        in.scaleOrOnes(),
                        recurrent.scaleOrOnes(),
                        Parameters.bias(part),
                        ActivationFunctions.of(part, conf.getActivationFn()));
        return assembly.add(part, node, flat.kind(), null, flat);
    }

    /** DL4J's columns are the blocks of {@link Node.Lstm}, in that order. */
    static Value readLstm(Part.OfLayer part, Value input, Assembly assembly) {
        LSTM conf = (LSTM) part.conf();
        Value flat = sequence(part, conf, input, assembly);
        LayerMatrix in = matrix(part, LSTMParamInitializer.INPUT_WEIGHT_KEY, flat.order());
        LayerMatrix recurrent = matrix(part, LSTMParamInitializer.RECURRENT_WEIGHT_KEY, null);
        Node node =
                new Node.Lstm(
                        part.name(),
                        in.weights(),
                        recurrent.weights(),
                        in.scaleOrOnes(),
                        recurrent.scaleOrOnes(),
                        Parameters.bias(part),
                        ActivationFunctions.of(part, conf.getActivationFn()),
                        gate(part, conf.getGateActivationFn()));
        return assembly.add(part, node, flat.kind(), null, flat);
    }

    private static LayerMatrix matrix(Part.OfLayer part, String name, int[] order) {
        return LayerMatrix.read(part, name, order, 1, 0);
    }

    private static Function gate(Part part, IActivation activation) {
        if (activation instanceof ActivationSigmoid
                || activation instanceof ActivationHardSigmoid) {
            return ActivationFunctions.of(part, activation);
        }
        throw part.refusal(
                "has gates with the activation " + activation,
                "use sigmoid or hard sigmoid, whose values are between 0 and 1");
    }

    private static Value sequence(
            Part part, BaseRecurrentLayer conf, Value input, Assembly assembly) {
        if (input.kind() == Value.Kind.LAST) {
            throw part.refusal(
                    "takes sequences, but gets " + input.kind().plural(),
                    "keep all time steps until the last recurrent layer");
        }
        input.require(part, Value.Kind.step(conf.getRnnDataFormat()));
        return assembly.flat(part, input);
    }
}
