package org.binaryconnect.examples.search.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.binaryconnect.examples.search.candidate.CandidateTask;
import org.binaryconnect.examples.search.candidate.TrainedCandidate;
import org.binaryconnect.examples.search.data.DataSettings;

/**
 * A {@link Worker} as its search sees it. In a process of its own a candidate can crash, hang or
 * run out of memory and take nothing with it, and has its own number of threads.
 */
final class WorkerProcess implements AutoCloseable {

    /**
     * The optimizing compiler is for methods that run eight times as often as usual. Its thread
     * takes the core of another candidate, for 9 s in the first half minute of a worker; so for 4,
     * and training is as fast.
     */
    private static final String SELDOM_COMPILED = "-XX:CompileThresholdScaling=8";

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    /**
     * @param threads of ND4J
     * @param log receives what libraries print
     */
    WorkerProcess(DataSettings data, int threads, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!argument.startsWith("-agentlib") && !argument.startsWith("-javaagent")) {
                command.add(argument);
            }
        }
        command.add(SELDOM_COMPILED);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        Frames.write(requests, Frames.DATA, data);
    }

    /**
     * Trains a candidate.
     *
     * @throws IOException if the process ends before it has done so
     */
    TrainedCandidate run(CandidateTask task, IntConsumer epochDone) throws IOException {
        Frames.write(requests, Frames.TASK, task);
        while (answers.readByte() == Frames.EPOCH) {
            epochDone.accept(Frames.read(answers, Integer.class));
        }
        return Frames.read(answers, TrainedCandidate.class);
    }

    /** How a process that is gone, or about to, ended. */
    int exitCode() throws InterruptedException {
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
