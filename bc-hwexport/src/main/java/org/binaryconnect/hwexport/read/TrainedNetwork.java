package org.binaryconnect.hwexport.read;

import java.util.List;
import org.binaryconnect.hwexport.ir.Network;

/**
 * What was read from a DL4J model.
 *
 * @param network without what does nothing in inference, and without a softmax or sigmoid at the
 *     end: its result are scores
 * @param features how DL4J's feature arrays become inputs of the network
 * @param outputFunction what the model applies to the scores and the network does not: "softmax",
 *     "sigmoid", or "identity"
 * @param notes one line for each thing a user should know, such as layers that were left out
 */
public record TrainedNetwork(
        Network network, FeatureOrder features, String outputFunction, List<String> notes) {
    public TrainedNetwork {
        notes = List.copyOf(notes);
    }
}
