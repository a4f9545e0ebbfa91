package org.binaryconnect.examples.paper.figures;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the figures are drawn from. */
record Runs(String caption, List<TrainedRun> all) {

    /** Of Okabe and Ito: told apart with every kind of colour vision, and in print. */
    private static final List<Color> PALETTE =
            List.of(
                    new Color(0x0072B2),
                    new Color(0xD55E00),
                    new Color(0x009E73),
                    new Color(0xCC79A7),
                    new Color(0xE69F00),
                    new Color(0x56B4E9),
                    new Color(0x000000));

    Runs {
        all = List.copyOf(all);
        if (caption.isBlank()) {
            throw new IllegalArgumentException("The caption is empty");
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("There are no runs to draw");
        }
        if (all.size() > PALETTE.size()) {
            throw new IllegalArgumentException(
                    "%d runs are too many for %d colours".formatted(all.size(), PALETTE.size()));
        }
        Set<String> names = new HashSet<>();
        for (TrainedRun run : all) {
            if (!names.add(run.fileName())) {
                throw new IllegalArgumentException(
                        "Two runs are named \"%s\"".formatted(run.fileName()));
            }
        }
    }

    List<TrainedRun> withFirstLayer() {
        return all.stream().filter(TrainedRun::hasFirstLayer).toList();
    }

    List<TrainedRun> withCurve() {
        return all.stream().filter(TrainedRun::hasCurve).toList();
    }

    /** A run has one colour in all figures. */
    Color color(TrainedRun run) {
        return PALETTE.get(all.indexOf(run));
    }

    /** What figures 1 and 2 lack, one sentence each. */
    List<String> withoutFirstLayer() {
        return leftOut(TrainedRun::hasFirstLayer, "no first layer that can be shown as pictures");
    }

    /** What figure 3 lacks, one sentence each. */
    List<String> withoutCurve() {
        return leftOut(TrainedRun::hasCurve, "no curve");
    }

    private List<String> leftOut(Predicate<TrainedRun> isDrawn, String lack) {
        return all.stream()
                .filter(isDrawn.negate())
                .map(run -> "Left out: %s, which has %s.".formatted(run.title(), lack))
                .toList();
    }

    /** The caption of a figure, and what the figure lacks. */
    String caption(List<String> leftOut) {
        return leftOut.isEmpty() ? caption : caption + "\n" + String.join("\n", leftOut);
    }
}
