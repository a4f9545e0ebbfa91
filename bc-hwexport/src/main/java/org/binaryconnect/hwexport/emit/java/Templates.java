package org.binaryconnect.hwexport.emit.java;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The templates in {@code resources/templates/java}. */
final class Templates {

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).withLoader(Templates::open);

    private Templates() {}

    /** Fills a template. */
    static String render(String template, Map<String, Object> values) {
        try (Reader reader = open(template)) {
            return COMPILER.compile(reader).execute(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String template) {
        return new InputStreamReader(
                Templates.class.getResourceAsStream("/templates/java/" + template + ".mustache"),
                StandardCharsets.UTF_8);
    }
}
