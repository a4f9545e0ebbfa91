package org.binaryconnect.examples.paper.figures;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Figure 1 of the paper: the features of all runs side by side. */
final class FeatureSheet {

    private static final int MOST_COLUMNS = 4;

    private FeatureSheet() {}

    /**
     * Draws it.
     *
     * @param runs of which at least one has a first layer
     */
    static BufferedImage draw(Runs runs) {
        int width = 0;
        int height = 0;
        List<Sheet.Panel> panels = new ArrayList<>();
        for (TrainedRun run : runs.withFirstLayer()) {
            BufferedImage grid = FeatureGrid.draw(run.firstLayer());
            width = Math.max(width, grid.getWidth() / Sheet.PIXELS);
            height = Math.max(height, grid.getHeight() / Sheet.PIXELS);
            panels.add(new Sheet.Panel(run.title(), 0, Sheet.picture(grid)));
        }
        return new Sheet(Math.min(MOST_COLUMNS, panels.size()), width, height)
                .draw(
                        "Figure 1: features of the first layer",
                        runs.caption(runs.withoutFirstLayer()),
                        panels);
    }
}
