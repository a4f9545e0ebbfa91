package org.binaryconnect.hwexport.toolchain;

import java.util.ArrayList;
import java.util.List;

/** What an export can be built for and run on. */
public enum Target {
    /** This computer, with its C compiler. */
    HOST("host", "this computer", "", "gcc", List.of("-O2"), List.of(), List.of(), "gcc", ""),

    /** QEMU's Cortex-M3 board; link.ld says which memory it has. */
    CORTEX_M3(
            "cortex-m3",
            "Cortex-M3",
            "arm-none-eabi-",
            "gcc",
            List.of("-mcpu=cortex-m3", "-mthumb", "-O2", "-ffreestanding"),
            List.of("-nostdlib", "-T", "targets/cortex-m3/link.ld"),
            qemu("qemu-system-arm", "-M mps2-an385", 8),
            "gcc-arm-none-eabi",
            "qemu-system-arm"),

    /** QEMU's 32-bit RISC-V board, restricted to RV32IMC. */
    RV32IMC(
            "rv32imc",
            "RV32IMC",
            "riscv64-unknown-elf-",
            "gcc",
            // GCC 12 finds its 32-bit libraries only under the older ISA specification.
            List.of(
                    "-march=rv32imc",
                    "-misa-spec=2.2",
                    "-mabi=ilp32",
                    "-mcmodel=medany",
                    "-O2",
                    "-ffreestanding"),
            List.of("-nostdlib", "-T", "targets/rv32imc/link.ld"),
            qemu("qemu-system-riscv32", "-M virt -bios none", 0),
            "gcc-riscv64-unknown-elf",
            "qemu-system-misc");

    private static final List<String> COMMON_FLAGS =
            List.of(
                    "-std=c99",
                    "-Wall",
                    "-Wextra",
                    "-pedantic",
                    "-Werror",
                    "-ffunction-sections",
                    "-fdata-sections");

    private final String id;
    private final String title;
    private final String prefix;
    private final String compiler;
    private final List<String> compileFlags;
    private final List<String> linkFlags;
    private final List<String> simulator;
    private final String compilerPackage;
    private final String simulatorPackage;

    /**
     * @param shift an instruction takes 2^shift ns; the target's bc_target.c says which it needs
     */
    private static List<String> qemu(String program, String machine, int shift) {
        String semihosting =
                "-chardev stdio,id=out -semihosting-config enable=on,target=native,chardev=out";
        String options =
                program
                        + " "
                        + machine
                        + " -display none -monitor none -serial none "
                        + semihosting
                        + " -icount shift="
                        + shift
                        + " -kernel";
        return List.of(options.split(" "));
    }

    Target(
            String id,
            String title,
            String prefix,
            String compiler,
            List<String> compileFlags,
            List<String> linkFlags,
            List<String> simulator,
            String compilerPackage,
            String simulatorPackage) {
        this.id = id;
        this.title = title;
        this.prefix = prefix;
        this.compiler = compiler;
        this.compileFlags = compileFlags;
        this.linkFlags = linkFlags;
        this.simulator = simulator;
        this.compilerPackage = compilerPackage;
        this.simulatorPackage = simulatorPackage;
    }

    /** The name in commands and folders. */
    public String id() {
        return id;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    /** Whether the program runs on a simulator, which counts its instructions. */
    public boolean isSimulated() {
        return !simulator.isEmpty();
    }

    String compilerPackage() {
        return compilerPackage;
    }

    String simulatorPackage() {
        return simulatorPackage;
    }

    /** A program of this target's binary utilities. */
    String tool(String name) {
        return prefix + name;
    }

    /** Compiler and flags for one or more sources of an export folder, run inside it. */
    List<String> compile() {
        List<String> command = new ArrayList<>(List.of(prefix + compiler));
        command.addAll(compileFlags);
        command.addAll(COMMON_FLAGS);
        command.addAll(List.of("-iquote", ".", "-iquote", "targets"));
        return command;
    }

    /** What follows objects or sources on the command that links them. */
    List<String> link() {
        List<String> flags = new ArrayList<>(linkFlags);
        flags.add("-Wl,--gc-sections");
        if (isSimulated()) {
            flags.add("-lgcc");
        }
        return flags;
    }

    /** The command that runs a linked program. */
    List<String> run(String program) {
        List<String> command = new ArrayList<>(simulator);
        command.add(program);
        return command;
    }
}
