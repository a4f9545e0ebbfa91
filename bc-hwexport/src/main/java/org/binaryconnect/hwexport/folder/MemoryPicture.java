package org.binaryconnect.hwexport.folder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.hwexport.plan.MemoryMap;
import org.binaryconnect.hwexport.plan.Plan;

/** The memory map as rectangles: addresses from left to right, operations from top to bottom. */
final class MemoryPicture {

    private static final int LEFT = 190;
    private static final int TOP = 26;
    private static final int WIDTH = 760;
    private static final int ROW = 22;
    private static final int TICKS = 8;

    /** Average width of a character of the labels. */
    private static final double CHARACTER = 6.2;

    private MemoryPicture() {}

    /** Values of the template. */
    static Map<String, Object> of(Plan plan) {
        int operations = plan.network().operations().size();
        int bytes = plan.memoryBytes();
        Map<String, Object> picture = new HashMap<>();
        picture.put("width", LEFT + WIDTH + 10);
        picture.put("height", TOP + operations * ROW + 4);
        picture.put("left", LEFT);
        picture.put("top", TOP);
        picture.put("right", LEFT + WIDTH);
        picture.put("bottom", TOP + operations * ROW);
        picture.put("ticks", ticks(bytes));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int o = 0; o < operations; o++) {
            String name = plan.network().operations().get(o).name();
            String kind = plan.network().operations().get(o).getClass().getSimpleName();
            rows.add(
                    Map.of(
                            "y", TOP + o * ROW,
                            "textY", TOP + o * ROW + 15,
                            "label", shortened(o + " " + name + " " + kind, LEFT - 8)));
        }
        picture.put("rows", rows);
        picture.put(
                "blocks", MemoryMap.of(plan).stream().map(block -> block(block, bytes)).toList());
        return picture;
    }

    private static Map<String, Object> block(MemoryMap.Block block, int bytes) {
        double x = LEFT + (double) WIDTH * block.offset() / bytes;
        double width = Math.max(1, (double) WIDTH * block.bytes() / bytes);
        String what = block.isScratch() ? "scratch" : "result";
        String title =
                String.format(
                        Locale.ROOT,
                        "%s of %d %s: bytes %,d to %,d (%,d), operations %d to %d",
                        what,
                        block.operation(),
                        block.layer(),
                        block.offset(),
                        block.offset() + block.bytes() - 1,
                        block.bytes(),
                        block.first(),
                        block.last());
        Map<String, Object> view = new HashMap<>();
        view.put("kind", what);
        view.put("title", title);
        view.put("x", number(x));
        view.put("y", TOP + block.first() * ROW + 1);
        view.put("width", number(width));
        view.put("height", (block.last() - block.first() + 1) * ROW - 2);
        view.put("textX", number(x + 4));
        view.put("textY", TOP + block.first() * ROW + 15);
        view.put(
                "label",
                shortened(
                        String.format(Locale.ROOT, "%s %,d", block.layer(), block.bytes()),
                        width - 6));
        return view;
    }

    private static List<Map<String, Object>> ticks(int bytes) {
        int step = 4;
        while ((long) step * TICKS < bytes) {
            step *= 2;
        }
        List<Map<String, Object>> ticks = new ArrayList<>();
        for (int at = 0; at <= bytes - step / 2; at += step) {
            ticks.add(tick(at, bytes));
        }
        ticks.add(tick(bytes, bytes));
        return ticks;
    }

    private static Map<String, Object> tick(int at, int bytes) {
        return Map.of(
                "x", number(LEFT + (double) WIDTH * at / bytes),
                "label", String.format(Locale.ROOT, "%,d", at),
                "isLast", at == bytes);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** As much of a text as fits into a width; nothing where that is next to nothing. */
    private static String shortened(String text, double width) {
        int fits = (int) (width / CHARACTER);
        if (text.length() <= fits) {
            return text;
        }
        return fits < 4 ? "" : text.substring(0, fits - 1) + "…";
    }
}
