package org.binaryconnect.hwexport.fpga;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.binaryconnect.hwexport.packing.MemoryImage;

/**
 * One instance of a Verilog module, with a stream in and a stream out.
 *
 * @param module its name, that of a file in {@code src/main/verilog}
 * @param parameters in their order, but for the file of the memory
 * @param memory what it reads; null for none
 * @param inputBits of an element that comes in; a byte may go to a module that takes a number with
 *     sign
 * @param outputBits of an element that goes out
 * @param indexBits of what goes beside it to the next block; 0 for nothing
 * @param clocks between two frames, if nothing else holds it up
 */
public record Block(
        String module,
        Map<String, Object> parameters,
        Memory memory,
        int inputBits,
        int outputBits,
        int indexBits,
        long clocks) {

    /**
     * A memory with the parameter that names its file.
     *
     * @param kind what the name of the file ends in
     * @param isLogic whether it is so small that it stays out of block RAM
     */
    public record Memory(String parameter, String kind, MemoryImage image, boolean isLogic) {}

    /** The same for elements that come with other bits than the module takes. */
    Block withInputBits(int bits) {
        return new Block(module, parameters, memory, bits, outputBits, indexBits, clocks);
    }

    public Block {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
