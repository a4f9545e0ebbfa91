package org.binaryconnect.examples.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.binaryconnect.hwexport.emit.Templates;

/** An HTML page that draws its data with ECharts, and holds data, ECharts and scripts itself. */
public final class PlotPage {

    private static final String ECHARTS =
            "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

    private PlotPage() {}

    /**
     * Fills a template, in which {@code json} stands for the data, and {@code scripts} for ECharts,
     * the functions of {@code page/plots.js} and the page's own script.
     *
     * @param template path under {@code templates}, without its ending
     * @param script resource of the page's own script
     * @param json the data
     * @param values what the template's other names stand for
     */
    public static String render(
            String template, String script, String json, Map<String, Object> values)
            throws IOException {
        Map<String, Object> all = new HashMap<>(values);
        // What looks like a tag or a comment would end the script element, or keep it open.
        all.put("json", json.replace("<", "\\u003c"));
        all.put(
                "scripts",
                String.join("\n", resource(ECHARTS), resource("/page/plots.js"), resource(script)));
        return Templates.render(template, all);
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = PlotPage.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
