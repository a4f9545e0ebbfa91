package org.binaryconnect.hwexport.integer;

import java.util.List;

/** One step of a network, as a device computes it. */
public interface DeviceOperation {

    /** Where a result lies. */
    enum Placement {
        /** In memory of its own. */
        OWN,
        /** In memory of its own, or in that of its first input, if nothing else needs that. */
        IN_PLACE,
        /** In that of its input: the same bytes under another shape, and nothing is computed. */
        SAME
    }

    /** The layer of the model that the operation comes from. */
    String name();

    /** The values that it takes. */
    List<Integer> inputs();

    /** The type of its result. */
    Tensor output();

    default Placement placement() {
        return Placement.OWN;
    }

    /** Bytes that the operation itself keeps from run to run. */
    default int cellBytes() {
        return 0;
    }
}
