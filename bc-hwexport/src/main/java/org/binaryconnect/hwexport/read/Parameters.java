package org.binaryconnect.hwexport.read;

import java.util.Map;
import org.binaryconnect.updaters.arrays.FiniteCheck;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's parameters that are no matrices. */
final class Parameters {

    private Parameters() {}

    /**
     * @throws org.binaryconnect.hwexport.ExportException if a parameter of the layer is NaN or
     *     infinite
     */
    static void requireFinite(Part.OfLayer part) {
        for (Map.Entry<String, INDArray> param : part.layer().paramTable().entrySet()) {
            if (!FiniteCheck.isFinite(param.getValue().dup())) {
                throw part.refusal(
                        "holds NaN or infinity in \"" + param.getKey() + "\"",
                        "restore an earlier model, or train it anew with a lower learning rate");
            }
        }
    }

    /** All elements; null if the layer has no such parameter. */
    static double[] vector(Part.OfLayer part, String name) {
        INDArray parameter = part.layer().paramTable().get(name);
        if (parameter == null) {
            return null;
        }
        INDArray copy = parameter.castTo(DataType.DOUBLE).dup('c');
        return copy.reshape(copy.length()).toDoubleVector();
    }

    /** The bias; null if the layer has none. All layers here have it under one name. */
    static double[] bias(Part.OfLayer part) {
        return vector(part, DefaultParamInitializer.BIAS_KEY);
    }
}
