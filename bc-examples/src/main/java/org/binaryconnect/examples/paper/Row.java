package org.binaryconnect.examples.paper;

import org.binaryconnect.examples.recipe.Recipe;

/**
 * A row of a table: one recipe, trained with several seeds.
 *
 * @param id names it on the command line and in files
 * @param title as the table has it
 * @param paper the paper's test error, empty if it has none
 * @param known the best published one of that kind, empty if none is known
 * @param recipe with the table's full schedule, of seed 1
 */
record Row(String id, String title, String paper, String known, Recipe recipe) {}
