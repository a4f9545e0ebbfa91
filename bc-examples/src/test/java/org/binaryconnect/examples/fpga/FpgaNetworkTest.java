package org.binaryconnect.examples.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.hwexport.fpga.FpgaDesign;
import org.binaryconnect.hwexport.fpga.FpgaPlanner;
import org.binaryconnect.hwexport.fpga.Resources;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
import org.binaryconnect.hwexport.toolchain.Fpga;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FpgaNetworkTest {

    /** Before training, on random images. */
    private static IntegerNetwork integers(FpgaNetwork network) {
        MultiLayerNetwork dl4j = new MultiLayerNetwork(network.configuration(network.recipe()));
        dl4j.init();
        Nd4j.getRandom().setSeed(1);
        INDArray images = Nd4j.rand(20, MnistData.INPUTS);
        double[][][] examples = new double[20][1][];
        for (int e = 0; e < examples.length; e++) {
            examples[e][0] = images.getRow(e).toDoubleVector();
        }
        TrainedNetwork read = ModelReader.read(dl4j, MnistData.INPUTS);
        return Exporter.quantize(read.network(), examples, new RangeMethod.MinimumMaximum())
                .network();
    }

    private static List<String> operations(IntegerNetwork network) {
        return network.operations().stream()
                .map(operation -> operation.getClass().getSimpleName())
                .toList();
    }

    @Test
    void theDenseNetworkIsTwoLayers() {
        IntegerNetwork network = integers(FpgaNetwork.DENSE);

        assertEquals(List.of("Dense", "Dense"), operations(network));
        assertEquals(784 * 112 + 112 * 10, network.weights());
    }

    @Test
    void theConvolutionalNetworkIsAChain() {
        IntegerNetwork network = integers(FpgaNetwork.CNN);

        assertEquals(
                List.of("Convolution", "MaxPool", "Convolution", "MaxPool", "Dense"),
                operations(network).stream()
                        .filter(name -> !name.equals("Reshape") && !name.equals("Permute"))
                        .toList());
        assertEquals(9 * 16 + 9 * 16 * 32 + 5 * 5 * 32 * 10, network.weights());
    }

    /** Batch normalization, pooling order and pixels leave nothing that a chain cannot do. */
    @Test
    void bothFitTheDevice() {
        for (FpgaNetwork network : FpgaNetwork.values()) {
            FpgaDesign design = FpgaPlanner.withParallel(integers(network), 16);
            Resources estimate = Resources.of(design);

            assertTrue(estimate.logicCells() < Fpga.HX8K.logicCells(), network.id());
            assertTrue(estimate.blockRams() <= Fpga.HX8K.blockRams(), network.id());
        }
    }
}
