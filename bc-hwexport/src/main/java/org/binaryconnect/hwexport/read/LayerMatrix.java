package org.binaryconnect.hwexport.read;

import java.util.Arrays;
import org.binaryconnect.hwexport.ir.Node;
import org.binaryconnect.hwexport.ir.Weights;
import org.binaryconnect.hwexport.packing.PackedMatrix;
import org.binaryconnect.layers.weights.BinaryLayer;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.binaryconnect.layers.weights.TestWeights;
import org.binaryconnect.layers.weights.WeightMatrices;
import org.binaryconnect.layers.weights.WeightMatrix;
import org.binaryconnect.updaters.arrays.Binarizer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight matrix of a layer as the layer computes with it outside training.
 *
 * @param weights [outputs, fan-in]
 * @param scale what the outputs are multiplied by; null for nothing
 */
record LayerMatrix(Weights weights, double[] scale) {

    /**
     * Reads a matrix: binary if the layer binarizes it, or if all weights of each output have one
     * magnitude, as in a network that was frozen.
     *
     * @param name DL4J's name of the parameter
     * @param order of the input's elements, if the matrix has a column for each; null for DL4J's
     * @param axes of DL4J's array (of {@link WeightMatrix#shape()}): those of the outputs, then
     *     those of the fan-in, each in the order that the network has them
     */
    static LayerMatrix read(Part.OfLayer part, String name, int[] order, int... axes) {
        WeightMatrix matrix =
                WeightMatrices.of(part.conf()).stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        INDArray parameter = part.layer().getParam(name);
        BinaryWeights options = options(part);
        int rows = (int) matrix.outputs();
        int columns = (int) (matrix.size() / rows);
        if (order != null && order.length != columns) {
            throw part.refusal(
                    "takes %d values, but the layer before it gives %d"
                            .formatted(columns, order.length),
                    "give the shape of the features that the model was trained on");
        }
        if (options == null) {
            return real(new Rows(flat(matrix.of(parameter), axes), rows, columns, order));
        }
        INDArray latent = matrix.of(parameter).dup('c');
        INDArray signs = latent.ulike();
        Binarizer.deterministic(latent, signs);
        double[] scale =
                options.getChannelScale() > 0
                        ? flat(options.channelScale(matrix, parameter), axes)
                        : null;
        return new LayerMatrix(new Rows(flat(signs, axes), rows, columns, order).signs(), scale);
    }

    private static BinaryWeights options(Part.OfLayer part) {
        BinaryWeights options = BinaryWeights.of(part.conf());
        if (options == null) {
            return null;
        }
        if (part.conf() instanceof Convolution1DLayer && !(part.conf() instanceof BinaryLayer)) {
            throw part.refusal(
                    "has BinaryWeights, but DL4J never asks it for them",
                    "make it a BinaryConvolution1DLayer with BinaryConversion, and train it again");
        }
        if (options.getTestWeights() != TestWeights.BINARY) {
            throw part.refusal(
                    "answers with real weights outside training",
                    "call setBinaryWeights(getBinaryWeights().withTestWeights(BINARY)) on its configuration,"
                            + " re-estimate batch normalization (BatchNormStatistics) and evaluate again");
        }
        return options;
    }

    private static LayerMatrix real(Rows rows) {
        double[] magnitudes = rows.magnitudes();
        if (magnitudes == null) {
            return new LayerMatrix(rows.reals(), null);
        }
        boolean areOnes = Arrays.stream(magnitudes).allMatch(magnitude -> magnitude == 1);
        return new LayerMatrix(rows.signs(), areOnes ? null : magnitudes);
    }

    /** All elements in double, the last axis fastest. */
    private static double[] flat(INDArray array, int... axes) {
        INDArray permuted = array.castTo(DataType.DOUBLE).permute(axes).dup('c');
        return permuted.reshape(permuted.length()).toDoubleVector();
    }

    /** The scale for a node that wants one: ones if there is none. */
    double[] scaleOrOnes() {
        return scale == null ? Node.ones(weights.rows()) : scale;
    }

    /** A matrix in DL4J's order of columns. */
    private record Rows(double[] values, int rows, int columns, int[] order) {

        private double at(int row, int column) {
            return values[row * columns + Order.at(order, column)];
        }

        Weights signs() {
            return new Weights.Binary(PackedMatrix.pack(rows, columns, (r, c) -> at(r, c) >= 0));
        }

        Weights reals() {
            float[][] matrix = new float[rows][columns];
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    matrix[r][c] = (float) at(r, c);
                }
            }
            return new Weights.Real(matrix);
        }

        /** Of each row's weights; null if a row has weights of several. */
        double[] magnitudes() {
            double[] magnitudes = new double[rows];
            for (int r = 0; r < rows; r++) {
                magnitudes[r] = Math.abs(at(r, 0));
                for (int c = 1; c < columns; c++) {
                    if (Math.abs(at(r, c)) != magnitudes[r]) {
                        return null;
                    }
                }
            }
            return magnitudes;
        }
    }
}
