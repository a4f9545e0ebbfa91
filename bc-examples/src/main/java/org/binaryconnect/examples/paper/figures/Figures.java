package org.binaryconnect.examples.paper.figures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.binaryconnect.examples.Checkpoint;

/**
 * Draws the three figures of the paper:
 *
 * <ol>
 *   <li>features of the first layer, {@code features.png}, and {@code features-TITLE.png} for each
 *       run;
 *   <li>histograms of the first layer's real weights, {@code histograms.png};
 *   <li>training cost and validation error over epochs, {@code curves.png};
 * </ol>
 *
 * and all of them in {@code figures.html}, which needs no other file and no network.
 *
 * <p>Pictures have text: Java needs fontconfig and a font, which Debian's {@code
 * openjdk-17-jdk-headless} brings. With the same fonts the same input gives the same bytes. Where
 * {@code DISPLAY} may name a screen that is not there, Java's option {@code
 * -Djava.awt.headless=true} is needed, which the launcher sets.
 */
public final class Figures {

    private Figures() {}

    /**
     * Writes the files, each in one step. A figure for which no run has anything is left out; a
     * file of that name that was there already stays.
     *
     * @param folder is created if it is not there
     * @param caption data set, network, epochs and seed, below each figure
     * @param runs in the order of legends, 1 to 7, of different titles
     * @return the files written
     * @throws IllegalArgumentException if there are no runs or more than 7, if titles are the same
     *     but for other characters than letters and digits, or if the caption is empty
     */
    public static List<Path> write(Path folder, String caption, List<TrainedRun> runs)
            throws IOException {
        Runs checked = new Runs(caption, runs);
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        if (!checked.withFirstLayer().isEmpty()) {
            for (TrainedRun run : checked.withFirstLayer()) {
                Path file = folder.resolve("features-%s.png".formatted(run.fileName()));
                written.add(save(FeatureGrid.draw(run.firstLayer()), file));
            }
            written.add(save(FeatureSheet.draw(checked), folder.resolve("features.png")));
            written.add(save(HistogramSheet.draw(checked), folder.resolve("histograms.png")));
        }
        if (!checked.withCurve().isEmpty()) {
            written.add(save(CurveSheet.draw(checked), folder.resolve("curves.png")));
        }
        Path page = folder.resolve("figures.html");
        Checkpoint.save(FigurePage.html(checked), page);
        written.add(page);
        return written;
    }

    private static Path save(BufferedImage image, Path file) throws IOException {
        Checkpoint.save(png(image), file);
        return file;
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
