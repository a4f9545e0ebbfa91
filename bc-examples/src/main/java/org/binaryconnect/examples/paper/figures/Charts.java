package org.binaryconnect.examples.paper.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** What all charts look like. */
final class Charts {

    static final Color GRID = new Color(0xDDDDDD);

    private static final Color TEXT = new Color(0x222222);

    private Charts() {}

    /** Named, as the font that the system gives for "sans serif" differs from system to system. */
    static Font font(int style, int size) {
        return new Font("DejaVu Sans", style, size);
    }

    static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ENGLISH));
        style(axis);
        return axis;
    }

    static void style(ValueAxis axis) {
        axis.setLabelFont(font(Font.PLAIN, 11));
        axis.setTickLabelFont(font(Font.PLAIN, 10));
        axis.setLabelPaint(TEXT);
        axis.setTickLabelPaint(TEXT);
    }

    /** An axis from the bottom to the top. */
    static NumberAxis rangeAxis(String label) {
        NumberAxis axis = axis(label);
        // The more space labels ask for, the fewer there are.
        axis.setTickLabelInsets(new RectangleInsets(9, 4, 9, 4));
        return axis;
    }

    static JFreeChart chart(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(0.5f));
        plot.setRangeGridlineStroke(new BasicStroke(0.5f));
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        return chart;
    }
}
