package org.binaryconnect.hwexport.emit.java;

import java.util.Set;
import javax.lang.model.SourceVersion;
import org.binaryconnect.hwexport.ExportException;

/**
 * The name of a generated class.
 *
 * @param packageName empty for none
 * @param className without the package
 */
public record JavaName(String packageName, String className) {

    /** Words that are identifiers, but no names of types. */
    private static final Set<String> NO_TYPES =
            Set.of("var", "yield", "record", "sealed", "permits", "enum");

    /** Types that the generated text uses by their simple names. */
    private static final Set<String> USED =
            Set.of("IllegalArgumentException", "Integer", "Math", "String", "System");

    private static final String WORD = "[A-Za-z_][A-Za-z0-9_]*";

    /**
     * @throws ExportException if Java does not take the names
     */
    public JavaName {
        if (!className.matches(WORD)
                || !SourceVersion.isName(className)
                || NO_TYPES.contains(className)
                || USED.contains(className)) {
            throw new ExportException(
                    "%s cannot be the name of a class; use letters, digits and _, a letter first, no keyword, and no name of java.lang"
                            .formatted(quoted(className)));
        }
        if (!packageName.isEmpty()
                && (!packageName.matches(WORD + "(\\." + WORD + ")*")
                        || !SourceVersion.isName(packageName)
                        || packageName.matches("java(\\..*)?"))) {
            throw new ExportException(
                    "%s cannot be the name of a package; use words of letters, digits and _ with dots between them, no keyword, and not java first"
                            .formatted(quoted(packageName)));
        }
    }

    /**
     * A name with its package before it, as in {@code org.example.Digits}.
     *
     * @throws ExportException if Java does not take it
     */
    public static JavaName of(String qualified) {
        int dot = qualified.lastIndexOf('.');
        if (dot == 0) {
            throw new ExportException(
                    "%s cannot be the name of a class; nothing stands before its dot"
                            .formatted(quoted(qualified)));
        }
        return new JavaName(
                dot < 0 ? "" : qualified.substring(0, dot), qualified.substring(dot + 1));
    }

    /** On one line, whatever it holds. */
    private static String quoted(String name) {
        return '"' + name.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    /** The path of the source file below a source folder. */
    public String file() {
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        return folder + className + ".java";
    }

    /** Package and class. */
    public String qualified() {
        return packageName.isEmpty() ? className : packageName + "." + className;
    }
}
