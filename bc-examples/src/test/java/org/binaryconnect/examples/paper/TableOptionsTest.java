package org.binaryconnect.examples.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.recipe.Recipe;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TableOptionsTest {

    private static final Row SHORT = row("short", 50);
    private static final Row LONG = row("long", 100);

    private static Row row(String id, int epochs) {
        return new Row(id, "of " + epochs, "", "", Recipe.DENSE.withEpochs(epochs));
    }

    private static List<Row> select(String... arguments) throws RunException {
        return CommandLine.populateCommand(new TableOptions(), arguments)
                .select(List.of(SHORT, LONG));
    }

    private static List<Integer> epochs(String... arguments) throws RunException {
        return select(arguments).stream().map(row -> row.recipe().epochs()).toList();
    }

    @Test
    void rowsAreTheTablesUnlessSomeAreNamed() throws RunException {
        assertEquals(List.of(SHORT, LONG), select());
        assertEquals(List.of(LONG, SHORT), select("--rows", "long,short"));
    }

    @Test
    void aShorterScheduleLeavesRowsInProportion() throws RunException {
        assertEquals(List.of(10, 20), epochs("--epochs", "20"));
        assertEquals(List.of(2, 3), epochs("--epochs", "3"));
    }

    @Test
    void theProportionDoesNotDependOnWhichRowsAreNamed() throws RunException {
        assertEquals(List.of(10), epochs("--epochs", "20", "--rows", "short"));
    }

    @Test
    void theWidthIsEveryRows() throws RunException {
        assertTrue(select("--width", "32").stream().allMatch(row -> row.recipe().width() == 32));
    }

    @Test
    void whatCannotBeIsNamed() {
        RunException unknown =
                assertThrows(RunException.class, () -> select("--rows", "short,middle"));
        assertEquals("--rows has no \"middle\"; choose of short, long", unknown.getMessage());
        RunException negative = assertThrows(RunException.class, () -> select("--epochs", "-1"));
        assertEquals("--epochs must be at least 1, got -1", negative.getMessage());
        assertThrows(RunException.class, () -> select("--epochs", "0"));
        for (String[] twice : new String[][] {{"--seeds", "2,1,2"}, {"--rows", "long,long"}}) {
            RunException repeated = assertThrows(RunException.class, () -> select(twice));
            assertTrue(repeated.getMessage().contains("twice"), repeated::getMessage);
        }
    }
}
