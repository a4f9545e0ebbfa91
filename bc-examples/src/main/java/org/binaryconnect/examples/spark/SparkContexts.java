package org.binaryconnect.examples.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.binaryconnect.examples.RunException;

/** Spark contexts with what ND4J and Java 17 need, on the driver and on executors. */
public final class SparkContexts {

    private static final int CONNECT_MILLISECONDS = 5000;

    /** What a task may fail, and so how many executors it may lose, before its job fails. */
    private static final String TASK_FAILURES = "4";

    private static final Pattern LOCAL =
            Pattern.compile("local(\\[(\\*|[1-9][0-9]*)( *, *[1-9][0-9]*)?])?");
    private static final Pattern LOCAL_CLUSTER =
            Pattern.compile(
                    "local-cluster\\[ *([1-9][0-9]*) *, *([1-9][0-9]*) *, *([1-9][0-9]*) *]");
    private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,]+):([0-9]{1,5})");

    private SparkContexts() {}

    /**
     * Opens a context; close it before the next one is opened, as a JVM can have only one. Its
     * methods may be called by several threads at once, each of which then waits for its own job.
     *
     * <p>System properties {@code spark.*} add to what is set here.
     *
     * @param master {@code local}, {@code local[THREADS]}, {@code
     *     local-cluster[EXECUTORS,CORES,MEGABYTES]} or {@code spark://HOST:PORT}
     * @throws RunException if the master is none of these or cannot be reached, or this JVM was
     *     started without what Spark needs
     */
    public static JavaSparkContext open(String master, String applicationName) throws RunException {
        SparkConf conf = configuration(master, applicationName);
        JavaSparkContext context = null;
        try {
            context = new JavaSparkContext(conf);
            // Waits for an executor: before, defaultParallelism() does not know the cores.
            context.parallelize(List.of(0), 1).count();
            return context;
        } catch (Exception e) { // Scala does not declare the checked ones.
            if (context != null) {
                context.close();
            }
            throw new RunException(
                    "Spark cannot start with master %s (%s)"
                            .formatted(master, RunException.firstLine(e)));
        }
    }

    private static SparkConf configuration(String master, String applicationName)
            throws RunException {
        Matcher cluster = LOCAL_CLUSTER.matcher(master);
        Matcher standalone = STANDALONE.matcher(master);
        boolean isLocal = LOCAL.matcher(master).matches();
        if (!isLocal && !cluster.matches() && !standalone.matches()) {
            throw new RunException(
                    "master %s is not local[THREADS], local-cluster[EXECUTORS,CORES,MEGABYTES] or spark://HOST:PORT"
                            .formatted(master));
        }
        String opens = opens();
        SparkConf conf =
                new SparkConf()
                        .setMaster(withFailures(master))
                        .setAppName(applicationName)
                        .set("spark.ui.enabled", "false")
                        .set("spark.serializer", KryoSerializer.class.getName())
                        .set("spark.kryo.registrator", Registrator.class.getName())
                        .set("spark.task.maxFailures", TASK_FAILURES);
        conf.set(
                "spark.executor.extraJavaOptions",
                (opens + " " + conf.get("spark.executor.extraJavaOptions", "")).strip());
        environment(conf);
        boolean isOnThisMachine = true;
        if (standalone.matches()) {
            isOnThisMachine =
                    reach(master, standalone.group(1), Integer.parseInt(standalone.group(2)));
        } else {
            conf.remove("spark.jars"); // Executors have this JVM's class path.
        }
        if (cluster.matches()) {
            int cores = Integer.parseInt(cluster.group(1)) * Integer.parseInt(cluster.group(2));
            conf.setIfMissing("spark.default.parallelism", Integer.toString(cores));
            conf.set("spark.executor.memory", cluster.group(3) + "m");
            conf.set("spark.executor.extraClassPath", classPath());
            makeSparkHome();
        }
        if (isOnThisMachine) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        return conf;
    }

    /** Only in the master's name can a local context be told to try tasks again. */
    private static String withFailures(String master) {
        return master.startsWith("local[") && !master.contains(",")
                ? master.replace("]", "," + TASK_FAILURES + "]")
                : master;
    }

    /** This JVM's own options, so that they are stated once: where it is started. */
    private static String opens() throws RunException {
        String opens =
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> option.startsWith("--add-opens=java.base/"))
                        .collect(Collectors.joining(" "));
        if (opens.isEmpty()) {
            throw new RunException(
                    "Spark needs Java's options --add-opens; start this with ./bc, or with java @bc-examples/src/main/spark/java-options");
        }
        return opens;
    }

    /** As the launcher sets it, but with one thread for each task. */
    private static void environment(SparkConf conf) {
        conf.setExecutorEnv("OMP_NUM_THREADS", "1");
        conf.setExecutorEnv("GOMP_SPINCOUNT", "0");
        String kernels = System.getenv("OPENBLAS_CORETYPE");
        if (kernels != null) {
            conf.setExecutorEnv("OPENBLAS_CORETYPE", kernels);
        }
        conf.setExecutorEnv("SPARK_SCALA_VERSION", "2.12"); // Otherwise looked for in SPARK_HOME.
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Workers want the folder of a Spark distribution, though the class path above has all of it:
     * an empty one will do. They learn it from the environment alone.
     */
    private static void makeSparkHome() throws RunException {
        String home = System.getenv("SPARK_HOME");
        if (home == null) {
            throw new RunException(
                    "a local-cluster needs SPARK_HOME; start this with ./bc, or set it to a folder that can be written");
        }
        try {
            Files.createDirectories(Path.of(home, "jars"));
            Path release = Path.of(home, "RELEASE");
            if (Files.notExists(release)) {
                Files.createFile(release);
            }
        } catch (IOException e) {
            throw new RunException("SPARK_HOME, %s, cannot be written (%s)".formatted(home, e));
        }
    }

    /** Whether the master is on this machine. Spark itself would try for a minute. */
    private static boolean reach(String master, String host, int port) throws RunException {
        try (Socket socket = new Socket()) {
            InetAddress address = InetAddress.getByName(host);
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLISECONDS);
            return address.isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new RunException("master %s: there is no host %s".formatted(master, host));
        } catch (IOException | IllegalArgumentException e) {
            throw new RunException(
                    "master %s cannot be reached (%s)"
                            .formatted(master, RunException.firstLine(e)));
        }
    }
}
