package org.binaryconnect.examples.paper.figures;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.block.LengthConstraintType;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.TextTitle;

/** Centred text, broken into as many lines as its width asks for. */
final class Text {

    private final TextTitle title;
    private final double width;
    private final double height;

    Text(String content, Font font, double width) {
        this.title = new TextTitle(content, font);
        this.width = width;
        if (content.isEmpty()) {
            this.height = 0;
            return;
        }
        Graphics2D measuring = Sheet.graphics(new BufferedImage(1, 1, Sheet.TYPE));
        RectangleConstraint lineWidth =
                new RectangleConstraint(
                        width,
                        null,
                        LengthConstraintType.FIXED,
                        0,
                        null,
                        LengthConstraintType.NONE);
        this.height = title.arrange(measuring, lineWidth).height;
        measuring.dispose();
    }

    double height() {
        return height;
    }

    void draw(Graphics2D graphics, double left, double top) {
        if (height > 0) {
            title.draw(graphics, new Rectangle2D.Double(left, top, width, height));
        }
    }
}
