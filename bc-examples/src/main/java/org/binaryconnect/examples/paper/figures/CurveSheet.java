package org.binaryconnect.examples.paper.figures;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Figure 3 of the paper: over epochs, validation errors as solid lines and training costs as dotted
 * ones, which have an axis of their own.
 */
final class CurveSheet {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;

    private static final Stroke SOLID =
            new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Stroke DOTTED =
            new BasicStroke(
                    2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {0, 4.5f}, 0);

    private CurveSheet() {}

    /**
     * Draws it.
     *
     * @param runs of which at least one has a curve
     */
    static BufferedImage draw(Runs runs) {
        return new Sheet(1, WIDTH, HEIGHT)
                .draw(
                        "Figure 3: training cost and validation error",
                        runs.caption(runs.withoutCurve()),
                        List.of(new Sheet.Panel("", 0, chart(runs)::draw)));
    }

    private static JFreeChart chart(Runs runs) {
        List<TrainedRun> shown = runs.withCurve();
        NumberAxis epochs = Charts.axis("epoch");
        epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ENGLISH));
        epochs.setRange(0, Curves.lastEpoch(shown));
        NumberAxis errors = Charts.rangeAxis("validation error, % (solid)");
        errors.setRange(0, Curves.highestError(shown));
        NumberAxis costs = Charts.rangeAxis("training cost (dotted)");
        costs.setAutoRangeIncludesZero(true);

        XYSeriesCollection solid = series(shown, Curves::errors);
        XYSeriesCollection dotted = series(shown, Curves::costs);
        XYPlot plot = new XYPlot(solid, epochs, errors, renderer(runs, solid, SOLID));
        plot.setRangeAxis(1, costs);
        plot.setDataset(1, dotted);
        plot.setRenderer(1, renderer(runs, dotted, DOTTED));
        plot.mapDatasetToRangeAxis(1, 1);
        plot.setFixedLegendItems(legendItems(runs));
        JFreeChart chart = Charts.chart(plot);
        chart.addSubtitle(legend(plot));
        return chart;
    }

    private static XYSeriesCollection series(
            List<TrainedRun> runs, Function<TrainedRun, List<double[]>> points) {
        XYSeriesCollection all = new XYSeriesCollection();
        for (TrainedRun run : runs) {
            XYSeries series = new XYSeries(run.title());
            points.apply(run).forEach(point -> series.add(point[0], point[1]));
            all.addSeries(series);
        }
        return all;
    }

    private static XYLineAndShapeRenderer renderer(
            Runs runs, XYSeriesCollection series, Stroke stroke) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        // Otherwise dots begin anew in each epoch.
        renderer.setDrawSeriesLineAsPath(true);
        List<TrainedRun> shown = runs.withCurve();
        for (int i = 0; i < shown.size(); i++) {
            renderer.setSeriesPaint(i, runs.color(shown.get(i)));
            renderer.setSeriesStroke(i, stroke);
            // A line of one point is none.
            renderer.setSeriesShape(i, new Ellipse2D.Double(-3, -3, 6, 6));
            renderer.setSeriesShapesFilled(i, stroke == SOLID);
            renderer.setSeriesShapesVisible(i, series.getItemCount(i) == 1);
        }
        return renderer;
    }

    private static LegendItemCollection legendItems(Runs runs) {
        LegendItemCollection items = new LegendItemCollection();
        for (TrainedRun run : runs.withCurve()) {
            Shape line = new Line2D.Double(-12, 0, 12, 0);
            items.add(new LegendItem(run.title(), null, null, null, line, SOLID, runs.color(run)));
        }
        return items;
    }

    private static LegendTitle legend(XYPlot plot) {
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.TOP);
        legend.setItemFont(Charts.font(Font.PLAIN, 12));
        return legend;
    }
}
