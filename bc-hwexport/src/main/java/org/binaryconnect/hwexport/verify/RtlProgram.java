package org.binaryconnect.hwexport.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.emit.verilog.VerilogSources;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.toolchain.RtlSimulation;
import org.binaryconnect.hwexport.toolchain.RtlSimulation.Simulator;

/** The Verilog of an export in simulators, in a copy of the folder. */
public final class RtlProgram implements ExportedProgram {

    /** Percent of the clocks in which a stream rests. */
    private static final int STALL = 30;

    private static final int SEED = 1;

    /** Clocks a second that a simulation reaches at the very least. */
    private static final long SLOWEST = 20_000;

    private final FolderCopy copy;
    private final String name;
    private final IntegerNetwork network;
    private final long clocks;
    private final RtlSimulation verilator;

    /**
     * @throws ExportException if Verilator is missing or does not take the sources
     */
    public RtlProgram(ExportedFolder exported, IntegerNetwork network) {
        this.network = network;
        this.name = exported.name();
        this.clocks = exported.report().path("fpga").path("clocksPerFrame").asLong(1);
        this.copy = new FolderCopy(exported.folder());
        try {
            verilator = RtlSimulation.build(copy.folder(), name, Simulator.VERILATOR, false);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /**
     * The number of golden vectors of which a score differs, in Verilator with random stalls.
     *
     * @throws ExportException if the design hangs or breaks a rule of its streams
     */
    @Override
    public int selfTest() {
        return golden(verilator, goldenInputs().length, STALL).differing().size();
    }

    /**
     * The same for the first vectors in Icarus Verilog.
     *
     * @throws ExportException if it is missing, or as in {@link #selfTest}
     */
    public int selfTestInIcarus(int frames) {
        RtlSimulation icarus = RtlSimulation.build(copy.folder(), name, Simulator.ICARUS, false);
        return golden(icarus, frames, STALL).differing().size();
    }

    /**
     * Clocks between two frames and of a single one, as the simulator counts them where no stream
     * rests.
     */
    public RtlSimulation.Result withoutStalls() {
        return golden(verilator, goldenInputs().length, 0);
    }

    private RtlSimulation.Result golden(RtlSimulation simulation, int frames, int stall) {
        Path sim = copy.folder().resolve("sim");
        return run(simulation, frames, sim.resolve("inputs.hex"), sim.resolve("scores.hex"), stall);
    }

    private RtlSimulation.Result run(
            RtlSimulation simulation, int frames, Path inputs, Path scores, int stall) {
        Duration limit = Duration.ofSeconds(60 + 3 * (frames + 2) * clocks / SLOWEST);
        RtlSimulation.Result result = simulation.run(frames, inputs, scores, stall, SEED, limit);
        if (!result.failure().isEmpty()) {
            throw new ExportException(
                    "The test bench of %s stopped: %s; export the model again"
                            .formatted(name, result.failure()));
        }
        return result;
    }

    @Override
    public List<int[][]> scores(List<byte[][]> sequences) {
        RtlSimulation.Result result = run(verilator, sequences, STALL);
        if (result.scores().size() != sequences.size()) {
            throw new ExportException(
                    "The simulation gave %d of %d answers"
                            .formatted(result.scores().size(), sequences.size()));
        }
        return result.scores().stream().map(scores -> new int[][] {scores}).toList();
    }

    private RtlSimulation.Result run(
            RtlSimulation simulation, List<byte[][]> sequences, int stall) {
        Path inputs = copy.folder().resolve("build/inputs.hex");
        byte[][] frames = sequences.stream().map(sequence -> sequence[0]).toArray(byte[][]::new);
        try {
            Files.writeString(inputs, VerilogSources.hexadecimal(frames));
        } catch (IOException e) {
            throw new ExportException("Cannot write %s (%s)".formatted(inputs, e), e);
        }
        return run(simulation, frames.length, inputs, null, stall);
    }

    @Override
    public byte[][][] goldenInputs() {
        Path file = copy.folder().resolve("sim/inputs.hex");
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> new byte[][] {HexFormat.ofDelimiter(" ").parseHex(line)})
                    .toArray(byte[][][]::new);
        } catch (IOException | IllegalArgumentException e) {
            throw new ExportException(
                    "%s is missing or damaged; export the model again".formatted(file), e);
        }
    }

    /** Runs one frame with every layer traced. */
    @Override
    public Optional<String> firstDifferingLayer(byte[][] sequence) {
        RtlSimulation traced = RtlSimulation.build(copy.folder(), name, Simulator.ICARUS, true);
        List<byte[][]> frame = new ArrayList<>();
        frame.add(sequence);
        Map<Integer, List<Integer>> found =
                run(traced, frame, 0).traces().stream()
                        .collect(
                                Collectors.groupingBy(
                                        RtlSimulation.Trace::operation,
                                        Collectors.mapping(
                                                RtlSimulation.Trace::value, Collectors.toList())));
        int[][] expected = new ReferenceInterpreter(network).session().trace(sequence[0]);
        for (int o = 0; o < network.operations().size(); o++) {
            int[] value = expected[network.valueOf(o)];
            List<Integer> numbers = found.get(o);
            if (numbers != null
                    && !Arrays.equals(
                            value, numbers.stream().mapToInt(Integer::intValue).toArray())) {
                return Optional.of(LayerTrace.title(network, o));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        copy.close();
    }
}
