package org.binaryconnect.hwexport.verify;

import java.util.List;
import java.util.Optional;

/** What was compiled from an export folder, on this computer. */
public interface ExportedProgram extends AutoCloseable {

    /**
     * The scores of sequences of one length.
     *
     * @param sequences [runs][elements] unsigned bytes each
     * @return for each sequence [runs][scores]
     */
    List<int[][]> scores(List<byte[][]> sequences);

    /** The number of golden vectors whose scores are not those that the program expects. */
    int selfTest();

    /** The inputs of its golden vectors, [examples][runs][elements]; empty if it hides them. */
    byte[][][] goldenInputs();

    /**
     * The layer at which the program leaves the reference; empty if it cannot tell.
     *
     * @param sequence [runs][elements] unsigned bytes
     */
    Optional<String> firstDifferingLayer(byte[][] sequence);

    @Override
    void close();
}
