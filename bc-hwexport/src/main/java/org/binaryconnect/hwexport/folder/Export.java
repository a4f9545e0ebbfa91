package org.binaryconnect.hwexport.folder;

import java.util.List;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.quantize.QuantizationReport;

/**
 * What every export folder is written from, whatever its language.
 *
 * @param name of the model: the prefix of all C names, or a Java class
 * @param network as the device runs it
 * @param outputFunction what the model applies to the scores; "identity" for nothing
 * @param isSequence whether an example is a sequence of runs
 * @param notes one line for each thing that a user should know
 * @param calibration null if it was not measured, as that of floating-point numbers
 * @param golden vectors of the self-test
 */
public record Export(
        String name,
        DeviceNetwork network,
        String outputFunction,
        boolean isSequence,
        List<String> notes,
        QuantizationReport calibration,
        GoldenVectors golden) {

    /** The file of the packed model in an export folder. */
    public static String packedModel(String name) {
        return name + ".bcm";
    }

    public Export {
        notes = List.copyOf(notes);
    }

    /** The identity of the network. */
    String hash() {
        return network instanceof FloatNetwork floats
                ? floats.sha256()
                : PackedModel.sha256((IntegerNetwork) network);
    }
}
