package org.binaryconnect.hwexport.toolchain;

import java.util.List;
import java.util.stream.Stream;

/**
 * A GCC for one processor, and the start-up code with which its programs run.
 *
 * @param prefix of the names of its programs
 * @param debianPackages what to install where it is missing
 * @param sources start-up code and services, paths inside {@code targets/}
 */
record Gcc(
        String prefix,
        String debianPackages,
        List<String> compileFlags,
        List<String> linkFlags,
        List<String> sources) {

    private static final String PRINT = "bc_target_print.c";
    private static final String COUNT = "bc_target_count.c";
    private static final String QEMU = "bc_target_qemu.c";

    static Gcc host() {
        return new Gcc("", "gcc", words("-O2"), List.of(), List.of(PRINT, "host/bc_target.c"));
    }

    /**
     * @param flags which core and which units of it
     * @param linkerScript its board's memory, in {@code targets/cortex-m/}
     */
    static Gcc cortexM(String flags, String linkerScript) {
        return new Gcc(
                "arm-none-eabi-",
                "gcc-arm-none-eabi",
                words(flags + " -mthumb -O2 -ffreestanding"),
                words("-nostdlib -Ltargets -T targets/cortex-m/" + linkerScript),
                List.of(PRINT, COUNT, QEMU, "cortex-m/bc_target_core.c"));
    }

    static Gcc rv32imc() {
        // GCC 12 finds its 32-bit libraries only under the older ISA specification.
        String processor = "-march=rv32imc -misa-spec=2.2 -mabi=ilp32 -mcmodel=medany";
        return new Gcc(
                "riscv64-unknown-elf-",
                "gcc-riscv64-unknown-elf",
                words(processor + " -O2 -ffreestanding"),
                words("-nostdlib -Ltargets -T targets/rv32imc/virt.ld"),
                List.of(PRINT, COUNT, QEMU, "rv32imc/bc_target_core.c"));
    }

    /** With the start-up code and the linker script of avr-libc. */
    static Gcc avr(String device) {
        return new Gcc(
                "avr-",
                "gcc-avr avr-libc",
                words("-mmcu=" + device + " -O2 -ffreestanding"),
                List.of(),
                List.of(PRINT, COUNT, "avr/bc_target_core.c"));
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).toList();
    }
}
