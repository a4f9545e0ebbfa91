package org.binaryconnect.examples.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.hwexport.TemporaryFolder;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.emit.java.JavaName;
import org.binaryconnect.hwexport.emit.java.JavaSource;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.RandomNetworks;

/** The Java source of a network, compiled and loaded. */
final class GeneratedJava {

    private static final JavaName NAME = JavaName.of("org.binaryconnect.generated.Net");

    private final MethodHandle run;
    private final long classBytes;
    private final long jarBytes;

    private GeneratedJava(MethodHandle run, long classBytes, long jarBytes) {
        this.run = run;
        this.classBytes = classBytes;
        this.jarBytes = jarBytes;
    }

    /**
     * @throws RunException if this Java has no compiler
     */
    static GeneratedJava of(IntegerNetwork network) throws IOException, RunException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new RunException("this Java has no compiler; use a JDK");
        }
        try (TemporaryFolder temporary = new TemporaryFolder("bc-bench")) {
            Path folder = temporary.path();
            Path file = folder.resolve(NAME.file());
            Files.createDirectories(file.getParent());
            byte[][][] example = {RandomNetworks.inputs(1, 3, network.inputs())};
            GoldenVectors golden = GoldenVectors.of(network, example);
            Files.writeString(file, JavaSource.of(NAME, network, "", "identity", golden));
            if (compiler.run(null, null, null, "--release", "11", "-g:none", file.toString())
                    != 0) {
                throw new RunException("the generated Java does not compile");
            }
            Path compiled = Path.of(file.toString().replace(".java", ".class"));
            return new GeneratedJava(load(folder), Files.size(compiled), jarBytes(compiled));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle load(Path folder) throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Class<?> type = Class.forName(NAME.qualified(), true, loader);
            return MethodHandles.lookup()
                    .findVirtual(
                            type,
                            "run",
                            MethodType.methodType(void.class, byte[].class, int[].class))
                    .bindTo(type.getConstructor().newInstance());
        }
    }

    private static long jarBytes(Path compiled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry(NAME.qualified().replace('.', '/') + ".class"));
            Files.copy(compiled, jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    void run(byte[] input, int[] scores) {
        try {
            run.invokeExact(input, scores);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    long classBytes() {
        return classBytes;
    }

    long jarBytes() {
        return jarBytes;
    }
}
