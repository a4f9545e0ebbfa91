package org.binaryconnect.examples.paper.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Figure 2 of the paper: a row of two histograms for each run, of the same counts. On the left, as
 * in the paper, counts are linear; spikes at the clip are some ten times as high as all else. On
 * the right they are logarithmic, which shows what is between.
 */
final class HistogramSheet {

    private static final int WIDTH = 430;
    private static final int HEIGHT = 210;
    private static final int LABEL_WIDTH = 66;

    private HistogramSheet() {}

    /**
     * Draws it.
     *
     * @param runs of which at least one has a first layer
     */
    static BufferedImage draw(Runs runs) {
        List<Sheet.Panel> panels = new ArrayList<>();
        for (TrainedRun run : runs.withFirstLayer()) {
            Histogram histogram = Histogram.of(run.firstLayer());
            for (boolean isLogarithmic : new boolean[] {false, true}) {
                JFreeChart chart = chart(histogram, runs.color(run), isLogarithmic);
                panels.add(new Sheet.Panel(histogram.title(run), LABEL_WIDTH, chart::draw));
            }
        }
        return new Sheet(2, WIDTH, HEIGHT)
                .draw(
                        "Figure 2: real weights of the first layer",
                        runs.caption(runs.withoutFirstLayer()),
                        panels);
    }

    private static JFreeChart chart(Histogram histogram, Color color, boolean isLogarithmic) {
        NumberAxis weights = Charts.axis("real weight / clip");
        weights.setRange(Histogram.start(0), Histogram.start(Histogram.BINS));
        weights.setTickUnit(new NumberTickUnit(0.5, NumberFormat.getInstance(Locale.ENGLISH)));

        double lowest = isLogarithmic ? Histogram.LOWEST : 0;
        XYPlot plot =
                new XYPlot(
                        bars(histogram, lowest),
                        weights,
                        isLogarithmic
                                ? logarithmic(histogram)
                                : Charts.rangeAxis("weights in a bin"),
                        renderer(color, lowest));
        // Plots of one column begin at one line, however long their numbers are.
        AxisSpace space = new AxisSpace();
        space.setLeft(LABEL_WIDTH);
        plot.setFixedRangeAxisSpace(space);
        JFreeChart chart = Charts.chart(plot);
        // Smoothed edges of bars that touch would show as lines between them.
        chart.setAntiAlias(false);
        chart.setTextAntiAlias(true);
        return chart;
    }

    private static ValueAxis logarithmic(Histogram histogram) {
        LogAxis axis = new LogAxis("weights, logarithmic");
        axis.setSmallestValue(Histogram.LOWEST);
        axis.setRange(Histogram.LOWEST, 2 * Math.max(1, histogram.highest()));
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ENGLISH));
        Charts.style(axis);
        return axis;
    }

    private static XYSeriesCollection bars(Histogram histogram, double lowest) {
        XYSeries bars = new XYSeries("counts");
        for (int bin = 0; bin < Histogram.BINS; bin++) {
            double middle = (Histogram.start(bin) + Histogram.start(bin + 1)) / 2;
            bars.add(middle, Math.max(lowest, histogram.counts()[bin]));
        }
        XYSeriesCollection all = new XYSeriesCollection(bars);
        all.setIntervalWidth(Histogram.start(1) - Histogram.start(0));
        return all;
    }

    private static XYBarRenderer renderer(Color color, double lowest) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, color);
        renderer.setBase(lowest);
        return renderer;
    }
}
