package org.binaryconnect.examples.paper.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of generated runs: spikes at the clip, a plateau, and a bump at 0. */
class FiguresTest {

    private static final int[] COLORS = {0x0072B2, 0xD55E00, 0x009E73};
    private static final String CAPTION = "MNIST, 3 x 20 units, 12 epochs, seed 1";

    @TempDir Path temporary;

    private static FirstLayer layer(long seed) {
        Random random = new Random(seed);
        float[][] weights = new float[20][28 * 28];
        for (float[] unit : weights) {
            for (int i = 0; i < unit.length; i++) {
                double weight =
                        i % 5 == 0 ? 0.1 * random.nextGaussian() : 2 * random.nextGaussian();
                unit[i] = (float) Math.max(-1, Math.min(1, weight));
            }
        }
        return new FirstLayer(weights, 28, 28, 1);
    }

    private static List<CurvePoint> curve(double start) {
        List<CurvePoint> points = new ArrayList<>();
        for (int epoch = 1; epoch <= 12; epoch++) {
            points.add(new CurvePoint(epoch, start / epoch, 0.01 + start / (10 * epoch)));
        }
        return points;
    }

    private static List<TrainedRun> runs() {
        return List.of(
                new TrainedRun("BinaryConnect (det.)", layer(1), curve(0.5)),
                new TrainedRun("</script> & <b>", layer(2), List.of()),
                new TrainedRun("Convolutional", null, curve(0.9)));
    }

    private static BufferedImage image(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        assertNotNull(image, () -> file + " is no picture");
        return image;
    }

    private static int count(BufferedImage image, int color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
            }
        }
        return count;
    }

    private static JsonNode data(String page) throws IOException {
        Matcher json =
                Pattern.compile(
                                "(?s)<script type=\"application/json\" id=\"figures\">(.*?)</script>")
                        .matcher(page);
        assertTrue(json.find());
        return new ObjectMapper().readTree(json.group(1));
    }

    @Test
    void allFilesAreWrittenAndNothingElse() throws IOException {
        Path folder = temporary.resolve("new/folder");
        List<Path> written = Figures.write(folder, CAPTION, runs());
        assertEquals(
                List.of(
                        "features-binaryconnect-det.png",
                        "features-script-b.png",
                        "features.png",
                        "histograms.png",
                        "curves.png",
                        "figures.html"),
                written.stream().map(file -> file.getFileName().toString()).toList());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(written.stream().sorted().toList(), files.sorted().toList());
        }
    }

    @Test
    void picturesHaveTheirSizesAndTheColoursOfTheirRuns() throws IOException {
        Figures.write(temporary, CAPTION, runs());

        BufferedImage grid = image(temporary.resolve("features-binaryconnect-det.png"));
        assertEquals(478, grid.getWidth());
        BufferedImage sheet = image(temporary.resolve("features.png"));
        assertEquals(2 * (14 + 2 * (239 + 14)), sheet.getWidth());

        BufferedImage histograms = image(temporary.resolve("histograms.png"));
        assertEquals(2 * (14 + 2 * (430 + 14)), histograms.getWidth());
        assertTrue(histograms.getHeight() > 2 * 2 * 210);
        assertTrue(count(histograms, COLORS[0]) > 20_000);
        assertTrue(count(histograms, COLORS[1]) > 20_000);
        assertEquals(0, count(histograms, COLORS[2]));

        BufferedImage curves = image(temporary.resolve("curves.png"));
        assertEquals(2 * (860 + 2 * 14), curves.getWidth());
        assertTrue(curves.getHeight() > 2 * 460);
        assertTrue(count(curves, COLORS[0]) > 2_000);
        assertEquals(0, count(curves, COLORS[1]));
        assertTrue(count(curves, COLORS[2]) > 2_000);
    }

    /** Each pixel of a run's grid is one pixel of the sheet. */
    @Test
    void theSheetHasTheGridsUnchanged() throws IOException {
        Figures.write(temporary, CAPTION, runs());
        BufferedImage grid = image(temporary.resolve("features-script-b.png"));
        BufferedImage sheet = image(temporary.resolve("features.png"));
        int left = 2 * (14 + 239 + 14);
        boolean isFound = false;
        for (int top = 0; top + grid.getHeight() <= sheet.getHeight() && !isFound; top++) {
            isFound = holds(sheet, left, top, grid);
        }
        assertTrue(isFound);
    }

    private static boolean holds(BufferedImage sheet, int left, int top, BufferedImage grid) {
        for (int y = 0; y < grid.getHeight(); y++) {
            for (int x = 0; x < grid.getWidth(); x++) {
                if (sheet.getRGB(left + x, top + y) != grid.getRGB(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void thePageHasTheDataOfThePictures() throws IOException {
        Figures.write(temporary, CAPTION, runs());
        String page = Files.readString(temporary.resolve("figures.html"));
        JsonNode data = data(page);

        assertEquals(2, data.get("histograms").size());
        JsonNode histogram = data.get("histograms").get(1);
        assertEquals("</script> & <b>", histogram.get("title").asText());
        assertEquals("#d55e00", histogram.get("color").asText());
        int[] counts = new ObjectMapper().treeToValue(histogram.get("counts"), int[].class);
        assertArrayEquals(Histogram.of(layer(2)).counts(), counts);
        assertEquals(counts.length + 1, data.get("binStarts").size());

        assertEquals(2, data.get("curves").size());
        JsonNode curve = data.get("curves").get(1);
        assertEquals("Convolutional", curve.get("title").asText());
        assertEquals("[2.0,5.5]", curve.get("errors").get(1).toString());
        assertEquals("[2.0,0.45]", curve.get("costs").get(1).toString());

        String encoded =
                Base64.getEncoder()
                        .encodeToString(
                                Files.readAllBytes(temporary.resolve("features-script-b.png")));
        assertTrue(page.contains("\"data:image/png;base64," + encoded + "\""));
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        Figures.write(temporary, CAPTION, runs());
        String page = Files.readString(temporary.resolve("figures.html"));
        String markup = page.replaceAll("(?s)<script>.*</script>", "");
        assertFalse(markup.matches("(?s).*(href=|url\\(|@import|https?:).*"));
        Matcher sources = Pattern.compile("src=\"(.{10})").matcher(markup);
        while (sources.find()) {
            assertEquals("data:image", sources.group(1));
        }
        assertTrue(markup.contains("content=\"default-src 'none'; img-src data:;"));
    }

    @Test
    void whatIsLeftOutIsTold() throws IOException {
        Figures.write(temporary, CAPTION, runs());
        String page = Files.readString(temporary.resolve("figures.html"));
        assertTrue(
                page.contains(
                        "Left out: Convolutional, which has no first layer that can be shown as pictures."));
        assertTrue(page.contains("Left out: &lt;/script&gt; &amp; &lt;b&gt;, which has no curve."));
        Runs runs = new Runs(CAPTION, runs());
        assertEquals(
                CAPTION + "\nLeft out: </script> & <b>, which has no curve.",
                runs.caption(runs.withoutCurve()));
    }

    @Test
    void aFigureOfNothingIsNotDrawn() throws IOException {
        Path curves = temporary.resolve("curves");
        Figures.write(curves, CAPTION, runs().subList(2, 3));
        assertFalse(Files.exists(curves.resolve("features.png")));
        assertFalse(Files.exists(curves.resolve("histograms.png")));
        assertTrue(Files.exists(curves.resolve("curves.png")));
        String page = Files.readString(curves.resolve("figures.html"));
        assertFalse(page.contains("<h2>Figure 1"));
        assertTrue(page.contains("Left out: Convolutional"));

        Path features = temporary.resolve("features");
        Figures.write(features, CAPTION, runs().subList(1, 2));
        assertTrue(Files.exists(features.resolve("features.png")));
        assertFalse(Files.exists(features.resolve("curves.png")));
        assertFalse(Files.readString(features.resolve("figures.html")).contains("<h2>Figure 3"));
    }

    /** Of a training that diverged, and of one that nobody measured in between. */
    @Test
    void curvesWithFewNumbersAreDrawn() throws IOException {
        CurvePoint nothing = new CurvePoint(1, Double.NaN, Double.NaN);
        CurvePoint cost = new CurvePoint(2, 0.5, Double.NaN);
        Figures.write(
                temporary,
                CAPTION,
                List.of(
                        new TrainedRun("diverged", null, List.of(nothing)),
                        new TrainedRun("one point", null, List.of(nothing, cost))));
        BufferedImage curves = image(temporary.resolve("curves.png"));
        int inLegend = count(curves, COLORS[0]);
        assertTrue(count(curves, COLORS[1]) > inLegend, "the point is a dot");
    }

    @Test
    void theSameInputGivesTheSameBytesInEveryLanguage() throws IOException {
        List<Path> first = Figures.write(temporary.resolve("first"), CAPTION, runs());
        Locale locale = Locale.getDefault();
        List<Path> second;
        try {
            Locale.setDefault(Locale.GERMANY);
            second = Figures.write(temporary.resolve("second"), CAPTION, runs());
        } finally {
            Locale.setDefault(locale);
        }
        for (int i = 0; i < first.size(); i++) {
            assertEquals(-1, Files.mismatch(first.get(i), second.get(i)), first.get(i).toString());
        }
    }
}
