package org.binaryconnect.examples.paper.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.binaryconnect.examples.page.PlotPage;

/** The page of all figures. */
final class FigurePage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FigurePage() {}

    static String html(Runs runs) throws IOException {
        Map<String, Object> values = new HashMap<>();
        values.put("caption", runs.caption());
        values.put("hasFirstLayers", !runs.withFirstLayer().isEmpty());
        values.put("features", features(runs));
        values.put("histograms", IntStream.range(0, runs.withFirstLayer().size()).boxed().toList());
        values.put("bins", Histogram.BINS);
        values.put("withoutFirstLayer", runs.withoutFirstLayer());
        values.put("hasCurves", !runs.withCurve().isEmpty());
        values.put("withoutCurve", runs.withoutCurve());
        return PlotPage.render(
                "paper/figures.html",
                "/paper/figures.js",
                JSON.writeValueAsString(PageData.of(runs)),
                values);
    }

    private static List<Map<String, Object>> features(Runs runs) throws IOException {
        List<Map<String, Object>> features = new ArrayList<>();
        for (TrainedRun run : runs.withFirstLayer()) {
            BufferedImage grid = FeatureGrid.draw(run.firstLayer());
            features.add(
                    Map.of(
                            "title", run.title(),
                            "width", grid.getWidth() / Sheet.PIXELS,
                            "png", Base64.getEncoder().encodeToString(Figures.png(grid))));
        }
        return features;
    }
}
