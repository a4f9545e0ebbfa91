package org.binaryconnect.hwexport.emit.java;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A generated class, compiled and loaded in memory. */
final class CompiledSource {

    private final Map<String, ByteArrayOutputStream> classes;
    private final Class<?> type;

    /** Fails on any warning. */
    CompiledSource(JavaName name, String source) {
        this(name, compile(Map.of(name, source)));
    }

    private CompiledSource(JavaName name, Map<String, ByteArrayOutputStream> classes) {
        this.classes = classes;
        try {
            type = new Loader().loadClass(name.qualified());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Compiles many at once, which takes hardly longer than one. */
    static Map<JavaName, CompiledSource> all(Map<JavaName, String> sources) {
        Map<String, ByteArrayOutputStream> classes = compile(sources);
        Map<JavaName, CompiledSource> all = new HashMap<>();
        sources.keySet().forEach(name -> all.put(name, new CompiledSource(name, classes)));
        return all;
    }

    private static Map<String, ByteArrayOutputStream> compile(Map<JavaName, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        Classes files = new Classes(compiler.getStandardFileManager(null, null, null));
        List<Text> texts = new ArrayList<>();
        sources.forEach((name, source) -> texts.add(new Text(name, source)));
        boolean done =
                compiler.getTask(
                                messages,
                                files,
                                null,
                                List.of("--release", "11", "-Xlint:all", "-Werror", "-g:none"),
                                null,
                                texts)
                        .call();
        if (!done) {
            throw new AssertionError(messages.toString());
        }
        return files.classes;
    }

    /** All class files by name. */
    Map<String, ByteArrayOutputStream> classes() {
        return classes;
    }

    boolean selfTest() {
        return (Boolean) call(null, "selfTest", new Class<?>[0]);
    }

    Object constant(String name) {
        try {
            return type.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    Object newInstance() {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    void run(Object instance, byte[] input, int[] scores) {
        call(instance, "run", new Class<?>[] {byte[].class, int[].class}, input, scores);
    }

    int classify(Object instance, byte[] input) {
        return (Integer) call(instance, "classify", new Class<?>[] {byte[].class}, input);
    }

    void reset(Object instance) {
        call(instance, "reset", new Class<?>[0]);
    }

    private Object call(Object instance, String method, Class<?>[] types, Object... arguments) {
        try {
            return type.getMethod(method, types).invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(JavaName name, String source) {
            super(URI.create("string:///" + name.file()), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        Classes(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location,
                String className,
                JavaFileObject.Kind kind,
                javax.tools.FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }

    /** Sees nothing but the JDK and the class. */
    private final class Loader extends ClassLoader {
        Loader() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!classes.containsKey(name)) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = classes.get(name).toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
