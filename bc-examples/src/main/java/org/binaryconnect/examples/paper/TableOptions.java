package org.binaryconnect.examples.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Recipe;
import picocli.CommandLine.Option;

/** What all tables can be asked for. */
final class TableOptions {

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description = "Some rows of the table. Default: all.")
    private List<String> rows;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "SEED",
            description = "Of the runs of each row. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1,2,3")
    private List<Long> seeds;

    @Option(
            names = "--epochs",
            description =
                    "Shortens the whole schedule to so many; rows with a shorter one than others keep their part of it. Default: as the table has it.")
    private Integer epochs;

    @Option(
            names = "--width",
            description =
                    "Units of a hidden layer, or channels of the first convolutions. Default: as the table has it.")
    private Integer width;

    @Option(
            names = "--out",
            description = "Folder of results and runs. Default: one in runs/paper.")
    private Path out;

    @Option(
            names = "--restart",
            description = "Throw away what the folder has of these rows, and train them anew.")
    private boolean restart;

    boolean restart() {
        return restart;
    }

    List<Long> seeds() {
        return seeds;
    }

    Path folder(String name) {
        return out != null ? out : Path.of("runs", "paper", name);
    }

    /**
     * The rows that are asked for, with the schedule and width that are asked for.
     *
     * @throws RunException if a name is none of a row, a row or seed is named twice, or a value is
     *     impossible
     */
    List<Row> select(List<Row> all) throws RunException {
        requireDistinct("--rows", rows);
        requireDistinct("--seeds", seeds);
        if (epochs != null && epochs < 1) {
            throw new RunException("--epochs must be at least 1, got " + epochs);
        }
        List<String> names = all.stream().map(Row::id).toList();
        int longest = all.stream().mapToInt(row -> row.recipe().epochs()).max().orElseThrow();
        List<Row> selected = new ArrayList<>();
        for (String name : rows == null ? names : rows) {
            int index = names.indexOf(name);
            if (index < 0) {
                throw new RunException(
                        "--rows has no \"%s\"; choose of %s"
                                .formatted(name, String.join(", ", names)));
            }
            selected.add(resize(all.get(index), longest));
        }
        return selected;
    }

    /** Twice the same run would make a deviation smaller. */
    private static void requireDistinct(String option, List<?> values) throws RunException {
        if (values != null && new HashSet<>(values).size() < values.size()) {
            throw new RunException("%s names one twice: %s".formatted(option, values));
        }
    }

    /**
     * @param longest epochs of the table's longest schedule
     */
    private Row resize(Row row, int longest) throws RunException {
        Recipe recipe = row.recipe();
        try {
            if (epochs != null) {
                recipe = recipe.withEpochs(shortened(recipe.epochs(), longest));
            }
            return new Row(
                    row.id(),
                    row.title(),
                    row.paper(),
                    row.known(),
                    recipe.withWidth(width != null ? width : recipe.width()));
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage());
        }
    }

    private int shortened(int of, int longest) {
        return (int) Math.ceil((double) of * epochs / longest);
    }
}
