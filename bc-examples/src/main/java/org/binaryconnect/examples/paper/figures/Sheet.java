package org.binaryconnect.examples.paper.figures;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture: a heading, panels of one size row by row, each under its title, and a caption. Lengths
 * are in units of two pixels.
 */
final class Sheet {

    static final int PIXELS = 2;
    static final int TYPE = BufferedImage.TYPE_INT_RGB;

    private static final int SPACE = 14;

    private static final Font HEADING = Charts.font(Font.BOLD, 15);
    private static final Font TITLE = Charts.font(Font.BOLD, 12);
    private static final Font CAPTION = Charts.font(Font.PLAIN, 11);

    /** Draws what is in a panel. */
    interface Painter {

        void paint(Graphics2D graphics, Rectangle2D area);
    }

    /**
     * A part of the picture.
     *
     * @param title may be empty
     * @param labelWidth of what is on the left, over which the title is not centred
     */
    record Panel(String title, int labelWidth, Painter painter) {}

    private final int columns;
    private final int width;
    private final int height;

    /**
     * A sheet.
     *
     * @param columns panels side by side
     * @param width of a panel
     * @param height of a panel without its title
     */
    Sheet(int columns, int width, int height) {
        this.columns = columns;
        this.width = width;
        this.height = height;
    }

    static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.scale(PIXELS, PIXELS);
        return graphics;
    }

    /** A picture of which each pixel becomes a pixel of the sheet. */
    static Painter picture(BufferedImage image) {
        return (graphics, area) -> {
            AffineTransform toPixels =
                    AffineTransform.getTranslateInstance(area.getX(), area.getY());
            toPixels.scale(1.0 / PIXELS, 1.0 / PIXELS);
            graphics.drawImage(image, toPixels, null);
        };
    }

    /** Draws a sheet as high as its panels and texts are. */
    BufferedImage draw(String heading, String caption, List<Panel> panels) {
        double sheetWidth = SPACE + columns * (width + SPACE);
        Text head = new Text(heading, HEADING, sheetWidth - 2 * SPACE);
        Text foot = new Text(caption, CAPTION, sheetWidth - 2 * SPACE);
        List<Text> titles =
                panels.stream()
                        .map(panel -> new Text(panel.title(), TITLE, width - panel.labelWidth()))
                        .toList();
        double titleHeight = titles.stream().mapToDouble(Text::height).max().orElse(0);
        double rowHeight = titleHeight + height + SPACE;
        int rows = (panels.size() + columns - 1) / columns;
        double first = SPACE + head.height() + SPACE;
        double last = first + rows * rowHeight;

        BufferedImage image =
                new BufferedImage(
                        (int) Math.ceil(PIXELS * sheetWidth),
                        (int) Math.ceil(PIXELS * (last + foot.height() + SPACE)),
                        TYPE);
        Graphics2D graphics = graphics(image);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        head.draw(graphics, SPACE, SPACE);
        for (int i = 0; i < panels.size(); i++) {
            // Whole pixels: pictures in panels are not resampled.
            double left = SPACE + i % columns * (width + SPACE);
            double top = Math.ceil(first + i / columns * rowHeight + titleHeight);
            Panel panel = panels.get(i);
            titles.get(i).draw(graphics, left + panel.labelWidth(), top - titles.get(i).height());
            panel.painter().paint(graphics, new Rectangle2D.Double(left, top, width, height));
        }
        foot.draw(graphics, SPACE, last);
        graphics.dispose();
        return image;
    }
}
