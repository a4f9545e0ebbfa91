package org.binaryconnect.hwexport.verify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.toolchain.Firmware;
import org.binaryconnect.hwexport.toolchain.Target;

/** The C sources of an export, compiled for this computer in a copy of the folder. */
public final class CProgram implements ExportedProgram {

    private final FolderCopy copy;
    private final String name;
    private final IntegerNetwork network;
    private final Firmware firmware;

    /**
     * @throws ExportException if the compiler is missing or fails
     */
    public CProgram(ExportedFolder exported, IntegerNetwork network) {
        this.network = network;
        this.name = exported.name();
        this.copy = new FolderCopy(exported.folder());
        try {
            firmware = Firmware.build(copy.folder(), exported.name(), Target.HOST);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    @Override
    public List<int[][]> scores(List<byte[][]> sequences) {
        int steps = sequences.get(0).length;
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        sequences.forEach(sequence -> Arrays.stream(sequence).forEach(inputs::writeBytes));
        int[][] all =
                network.states().isEmpty()
                        ? firmware.runFilter(inputs.toByteArray(), network.scores())
                        : firmware.runFilter(inputs.toByteArray(), network.scores(), steps);
        if (all.length != sequences.size() * steps) {
            throw new ExportException(
                    "The C program gave %d of %d answers"
                            .formatted(all.length, sequences.size() * steps));
        }
        List<int[][]> scores = new ArrayList<>();
        for (int s = 0; s < sequences.size(); s++) {
            scores.add(Arrays.copyOfRange(all, s * steps, (s + 1) * steps));
        }
        return scores;
    }

    @Override
    public Optional<String> firstDifferingLayer(byte[][] sequence) {
        return LayerTrace.firstDifferingLayer(copy.folder(), name, network, sequence);
    }

    @Override
    public byte[][][] goldenInputs() {
        return GoldenInputs.read(copy.folder(), name, network.inputs());
    }

    @Override
    public int selfTest() {
        return differing(firmware);
    }

    /** Builds the folder for a target and gives its number of vectors that differ. */
    static int differing(Firmware firmware) {
        return (int)
                firmware.runSelfTest().stream().filter(vector -> vector.mismatches() > 0).count();
    }

    @Override
    public void close() {
        copy.close();
    }
}
