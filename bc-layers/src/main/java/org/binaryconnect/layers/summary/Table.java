package org.binaryconnect.layers.summary;

import java.util.List;

/** Lines up columns: words to the left, numbers to the right, rules around the rows. */
final class Table {

    private static final int WORDS = 4;

    private Table() {}

    /**
     * @param rows the first one names the columns, the last one has the sums; the first four
     *     columns hold words
     */
    static String text(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            if (i == 1 || i == rows.size() - 1) {
                text.append("-".repeat(width(widths))).append(System.lineSeparator());
            }
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String alignment = column < WORDS ? "-" : "";
                line.append(column == 0 ? "" : "  ")
                        .append(
                                ("%" + alignment + Math.max(1, widths[column]) + "s")
                                        .formatted(rows.get(i)[column]));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static int width(int[] widths) {
        int width = 2 * (widths.length - 1);
        for (int column : widths) {
            width += column;
        }
        return width;
    }
}
