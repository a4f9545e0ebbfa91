package org.binaryconnect.examples.bench.fpga;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.binaryconnect.hwexport.toolchain.Verilog;

/** A dense layer as the exporter writes it, with random weights and without its requantizer. */
final class Core {

    private static final int INPUTS = 784;
    private static final int OUTPUTS = 128;
    private static final int PARALLEL = 16;

    /** With sign, of 784 bytes. */
    private static final int ACCUMULATOR_BITS = 19;

    private static final String MODULE = "bc_dense";
    private static final List<String> PARTS =
            List.of(
                    "bc_vector",
                    "bc_rom",
                    "bc_accumulators",
                    "bc_accumulate",
                    "bc_signed_sum",
                    MODULE);

    private Core() {}

    static Verilog design(Path folder) throws IOException {
        Random random = new Random(1);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < INPUTS * OUTPUTS / PARALLEL; i++) {
            words.append(new BigInteger(PARALLEL, random).toString(16)).append('\n');
        }
        Files.writeString(folder.resolve("core.mem"), words);
        for (String part : PARTS) {
            Unit.copy(part + ".v", folder);
        }
        return new Verilog(
                folder,
                PARTS.stream().map(part -> part + ".v").toList(),
                MODULE,
                Map.of(
                        "INPUTS", INPUTS,
                        "OUTPUTS", OUTPUTS,
                        "PARALLEL", PARALLEL,
                        "ACCUMULATOR_BITS", ACCUMULATOR_BITS,
                        "WEIGHTS", "core.mem"));
    }
}
