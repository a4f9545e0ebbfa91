package org.binaryconnect.hwexport.toolchain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.binaryconnect.hwexport.kernels.Core;

/** What an export can be built for and run on. */
public enum Target {
    /** This computer, with its C compiler. */
    HOST("host", "this computer", Gcc.host(), Simulator.none()),

    /** Smallest of the Cortex-M cores: short instructions only; runs on QEMU's Cortex-M3 board. */
    CORTEX_M0PLUS(
            "cortex-m0plus",
            "Cortex-M0+",
            Gcc.cortexM("-mcpu=cortex-m0plus", "mps2.ld"),
            Simulator.qemuArm("mps2-an385")),

    CORTEX_M3(
            "cortex-m3",
            "Cortex-M3",
            Gcc.cortexM("-mcpu=cortex-m3", "mps2.ld"),
            Simulator.qemuArm("mps2-an385")),

    /** With DSP instructions and floating-point unit. */
    CORTEX_M4(
            "cortex-m4",
            "Cortex-M4",
            Gcc.cortexM("-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16", "mps2.ld"),
            Simulator.qemuArm("mps2-an386")),

    /** With the vector unit (MVE). */
    CORTEX_M55(
            "cortex-m55",
            "Cortex-M55",
            Gcc.cortexM("-mcpu=cortex-m55 -mfloat-abi=hard", "mps3-an547.ld"),
            Simulator.qemuArm("mps3-an547")),

    /** QEMU's 32-bit RISC-V board, restricted to RV32IMC. */
    RV32IMC("rv32imc", "RV32IMC", Gcc.rv32imc(), Simulator.qemuRiscv32()),

    /** An 8-bit core, ATmega1284P; counts are clock cycles. */
    AVR("avr", "AVR", Gcc.avr("atmega1284p"), Simulator.simavr("atmega1284p"));

    private static final List<String> WARNINGS =
            List.of("-Wall", "-Wextra", "-pedantic", "-Werror");

    private static final String FLOAT_SOURCES = "bc_f32_";
    private static final String NOT_FUSED = "-ffp-contract=off";
    private static final List<String> SECTIONS = List.of("-ffunction-sections", "-fdata-sections");

    private final String id;
    private final String title;
    private final Gcc gcc;
    private final Simulator simulator;

    Target(String id, String title, Gcc gcc, Simulator simulator) {
        this.id = id;
        this.title = title;
        this.gcc = gcc;
        this.simulator = simulator;
    }

    /** The target of a core that a program was planned for. */
    public static Target of(Core core) {
        return valueOf(core.name());
    }

    /** The name in commands and folders. */
    public String id() {
        return id;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    /** Whether the program runs on a simulator, which counts what it executes. */
    public boolean isSimulated() {
        return !simulator.command().isEmpty();
    }

    /** What the simulator counts: {@code instructions} or {@code cycles}; empty on the host. */
    public String unit() {
        return simulator.unit();
    }

    String compilerPackage() {
        return gcc.debianPackages();
    }

    String simulatorPackage() {
        return simulator.debianPackage();
    }

    /** A program of this target's binary utilities. */
    String tool(String name) {
        return gcc.prefix() + name;
    }

    /** Start-up code and services, paths from the export folder. */
    List<String> sources() {
        return gcc.sources().stream().map(source -> "targets/" + source).toList();
    }

    /** Flags without which the compiler does not build for this core. */
    List<String> coreFlags() {
        return gcc.compileFlags().stream().filter(flag -> !flag.startsWith("-O")).toList();
    }

    /** Flags that floating-point results depend on; none for sources without such. */
    static List<String> arithmetic(Collection<String> sources) {
        return sources.stream().anyMatch(source -> source.startsWith(FLOAT_SOURCES))
                ? List.of(NOT_FUSED)
                : List.of();
    }

    /** What the sources compile without. */
    static List<String> warnings() {
        return WARNINGS;
    }

    /** The command of the simulator, before the program; empty on the host. */
    List<String> simulator() {
        return simulator.command();
    }

    /** Compiler and flags for one or more sources of an export folder, run inside it. */
    List<String> compile() {
        return compile(List.of());
    }

    /** The same for sources among which may be some that need exact arithmetic. */
    List<String> compile(Collection<String> sources) {
        List<String> command = new ArrayList<>(List.of(tool("gcc")));
        command.addAll(gcc.compileFlags());
        command.add("-std=c99");
        command.addAll(arithmetic(sources));
        command.addAll(WARNINGS);
        command.addAll(SECTIONS);
        command.addAll(List.of("-iquote", ".", "-iquote", "targets"));
        return command;
    }

    /** What follows objects or sources on the command that links them. */
    List<String> link() {
        List<String> flags = new ArrayList<>(gcc.linkFlags());
        flags.add("-Wl,--gc-sections");
        if (isSimulated()) {
            flags.add("-lgcc");
        }
        return flags;
    }

    /** The command that runs a linked program. */
    List<String> run(String program) {
        List<String> command = new ArrayList<>(simulator.command());
        command.add(program);
        return command;
    }

    /** What the program printed and its exit code, from what the command of {@link #run} left. */
    Tool.Result programResult(Tool.Result result) {
        return simulator.programResult().apply(result);
    }
}
