package org.binaryconnect.hwexport.emit;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Mustache templates of this module. */
public final class Templates {

    private Templates() {}

    /**
     * Fills a template.
     *
     * @param template path under {@code templates}, without its ending
     * @param values what its names stand for
     */
    public static String render(String template, Object values) {
        String resource = "/templates/" + template + ".mustache";
        try (Reader reader =
                new InputStreamReader(
                        Templates.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(template.endsWith(".html"))
                    .nullValue("")
                    .compile(reader)
                    .execute(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
