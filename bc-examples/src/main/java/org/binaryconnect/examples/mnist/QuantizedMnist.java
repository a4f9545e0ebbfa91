package org.binaryconnect.examples.mnist;

import java.io.IOException;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.hwexport.pipeline.Exporter;
import org.binaryconnect.hwexport.quantize.QuantizedNetwork;
import org.binaryconnect.hwexport.quantize.RangeMethod;
import org.binaryconnect.hwexport.read.Examples;
import org.binaryconnect.hwexport.read.ModelReader;
import org.binaryconnect.hwexport.read.TrainedNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network that was trained on MNIST, as integers.
 *
 * @param read the trained network as the exporter has it
 * @param calibration training images that gave the ranges of the activations
 * @param quantized its integers
 */
public record QuantizedMnist(
        TrainedNetwork read, Examples calibration, QuantizedNetwork quantized) {

    private static final int CALIBRATION_IMAGES = 500;

    /** Quantizes a network of {@value MnistData#INPUTS} inputs. */
    public static QuantizedMnist of(MultiLayerNetwork trained, MnistData data) throws IOException {
        TrainedNetwork read = ModelReader.read(trained, MnistData.INPUTS);
        Examples calibration =
                Examples.read(
                        data.firstTraining(CALIBRATION_IMAGES, CALIBRATION_IMAGES),
                        read.features(),
                        CALIBRATION_IMAGES);
        return new QuantizedMnist(
                read,
                calibration,
                Exporter.quantize(
                        read.network(), calibration.inputs(), new RangeMethod.MinimumMaximum()));
    }
}
