package org.binaryconnect.hwexport.toolchain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs programs of another processor.
 *
 * @param command the program follows it; empty where none is needed
 * @param unit what it counts
 * @param debianPackage what to install where it is missing
 * @param programResult what the simulated program printed and its exit code, from the simulator's
 */
record Simulator(
        List<String> command,
        String unit,
        String debianPackage,
        UnaryOperator<Tool.Result> programResult) {

    /** Exit code of a program that broke off without one. */
    static final int NO_EXIT_CODE = -1;

    /** A line of the program: coloured, and with a dot for each character that is not printable. */
    private static final Pattern SIMAVR_LINE =
            Pattern.compile("^(?:\\e\\[\\d*m)*\\e\\[32m(.*)\\.$", Pattern.MULTILINE);

    private static final Pattern SIMAVR_EXIT = Pattern.compile("exit (\\d+)\n$");

    static Simulator none() {
        return new Simulator(List.of(), "", "", UnaryOperator.identity());
    }

    static Simulator qemuArm(String machine) {
        return qemu("qemu-system-arm", "-M " + machine, 8, "qemu-system-arm");
    }

    static Simulator qemuRiscv32() {
        return qemu("qemu-system-riscv32", "-M virt -bios none", 0, "qemu-system-misc");
    }

    /**
     * @param shift an instruction takes 2^shift ns; the target's bc_target_core.c says which it
     *     needs
     */
    private static Simulator qemu(String program, String machine, int shift, String debianPackage) {
        String semihosting =
                "-chardev stdio,id=out -semihosting-config enable=on,target=native,chardev=out";
        String options =
                "%s %s -display none -monitor none -serial none %s -icount shift=%d -kernel"
                        .formatted(program, machine, semihosting, shift);
        return new Simulator(
                List.of(options.split(" ")),
                "instructions",
                debianPackage,
                UnaryOperator.identity());
    }

    /** Its frequency has no influence on counts; the program prints its exit code last. */
    static Simulator simavr(String device) {
        return new Simulator(
                List.of("simavr", "-m", device, "-f", "16000000"),
                "cycles",
                "simavr",
                Simulator::simavrProgramResult);
    }

    private static Tool.Result simavrProgramResult(Tool.Result result) {
        StringBuilder text = new StringBuilder();
        Matcher line = SIMAVR_LINE.matcher(result.errors());
        while (line.find()) {
            text.append(line.group(1)).append('\n');
        }
        Matcher exit = SIMAVR_EXIT.matcher(text);
        boolean ended = result.exitCode() == 0 && exit.find();
        int exitCode = ended ? Integer.parseInt(exit.group(1)) : NO_EXIT_CODE;
        String program = ended ? text.substring(0, exit.start()) : text.toString();
        return new Tool.Result(
                exitCode,
                program.getBytes(StandardCharsets.UTF_8),
                ended ? "" : result.text() + result.errors());
    }
}
