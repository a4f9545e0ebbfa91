package org.binaryconnect.hwexport.verify;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.integer.IntegerNetwork;

/** The class of a Java export, compiled with the JDK's compiler. */
public final class JavaProgram implements ExportedProgram {

    private final IntegerNetwork network;
    private final TemporaryFolder classes = new TemporaryFolder("bc-verify");
    private final URLClassLoader loader;
    private final Class<?> type;

    /**
     * @throws ExportException if there is no compiler, or it refuses the source
     */
    public JavaProgram(ExportedFolder exported, IntegerNetwork network) {
        this.network = network;
        try {
            compile(exported.source(), classes.path());
            loader = new URLClassLoader(new URL[] {classes.path().toUri().toURL()}, null);
            type = loader.loadClass(exported.name());
        } catch (IOException | ReflectiveOperationException e) {
            classes.close();
            throw new ExportException("Cannot load %s (%s)".formatted(exported.source(), e), e);
        } catch (ExportException e) {
            classes.close();
            throw e;
        }
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ExportException(
                    "This Java has no compiler; install a JDK (Debian package openjdk-17-jdk-headless)");
        }
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean done =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of("-d", classes.toString(), "-proc:none"),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            if (!done) {
                throw new ExportException(
                        "javac refuses it: "
                                + messages.toString().lines().findFirst().orElse("no message"));
            }
        }
    }

    @Override
    public List<int[][]> scores(List<byte[][]> sequences) {
        try {
            Object instance = type.getConstructor().newInstance();
            Method run = type.getMethod("run", byte[].class, int[].class);
            List<int[][]> all = new ArrayList<>();
            for (byte[][] sequence : sequences) {
                if (!network.states().isEmpty()) {
                    type.getMethod("reset").invoke(instance);
                }
                int[][] scores = new int[sequence.length][network.scores()];
                for (int t = 0; t < scores.length; t++) {
                    run.invoke(instance, sequence[t], scores[t]);
                }
                all.add(scores);
            }
            return all;
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    @Override
    public Optional<String> firstDifferingLayer(byte[][] sequence) {
        return Optional.empty();
    }

    @Override
    public byte[][][] goldenInputs() {
        return new byte[0][][];
    }

    @Override
    public int selfTest() {
        try {
            return (boolean) type.getMethod("selfTest").invoke(null) ? 0 : 1;
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    private ExportException broken(ReflectiveOperationException e) {
        return new ExportException(
                "The class %s broke off (%s)"
                        .formatted(type.getName(), e.getCause() == null ? e : e.getCause()),
                e);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            classes.close();
        }
    }
}
