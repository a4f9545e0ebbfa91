package org.binaryconnect.examples.spark;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Kills an executor of a local-cluster once a task runs on it, and keeps what Spark says of it. */
public final class ExecutorKiller extends SparkListener {

    private final String stageName;
    private final Map<String, Long> processes = new ConcurrentHashMap<>();
    private int stage = -1;

    private final List<String> added = Collections.synchronizedList(new ArrayList<>());

    /** Spark may tell of the same executor twice: that it is lost, and that its process ended. */
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    private volatile boolean isArmed;
    private volatile boolean hasKilled;
    private volatile boolean hasLostTask;

    /**
     * Listens to a context of two executors.
     *
     * @param stageName with what the name of the stage starts during which one is killed
     */
    public ExecutorKiller(SparkContext context, String stageName) {
        this.stageName = stageName;
        context.addSparkListener(this);
        learnProcesses(new JavaSparkContext(context));
    }

    /** The process of every executor. */
    private void learnProcesses(JavaSparkContext context) {
        for (int i = 0; i < 300 && processes.size() < 2; i++) {
            context.parallelize(List.of(1, 2, 3, 4), 4)
                    .map(
                            one ->
                                    new SimpleEntry<>(
                                            SparkEnv.get().executorId(),
                                            ProcessHandle.current().pid()))
                    .collect()
                    .forEach(entry -> processes.put(entry.getKey(), entry.getValue()));
        }
    }

    /** An executor of the next such stage is killed. */
    public void arm() {
        isArmed = true;
    }

    public boolean hasKilled() {
        return hasKilled;
    }

    /** Whether Spark says that a task was lost with its executor. */
    public boolean hasLostTask() {
        return hasLostTask;
    }

    /** Ids of executors in the order in which they came. */
    public List<String> added() {
        return List.copyOf(added);
    }

    /** Ids of executors. */
    public Set<String> removed() {
        return Set.copyOf(removed);
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
        added.add(event.executorId());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        removed.add(event.executorId());
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        if (isArmed && event.stageInfo().name().startsWith(stageName)) {
            isArmed = false;
            stage = event.stageInfo().stageId();
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        if (event.stageId() == stage && !hasKilled) {
            long process = processes.get(event.taskInfo().executorId());
            hasKilled = ProcessHandle.of(process).orElseThrow().destroyForcibly(); // SIGKILL
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        hasLostTask |= event.reason().toString().startsWith("ExecutorLostFailure");
    }
}
