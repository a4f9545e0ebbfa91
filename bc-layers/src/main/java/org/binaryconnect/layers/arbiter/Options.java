package org.binaryconnect.layers.arbiter;

import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.api.layers.LayerConstraint;

/** Sets the options of a candidate's layer; one without a space, null, keeps its default. */
final class Options {

    private Options() {}

    static <T> void set(ParameterSpace<T> space, double[] values, Consumer<? super T> option) {
        if (space != null) {
            option.accept(space.getValue(values));
        }
    }

    static void setAll(
            ParameterSpace<List<LayerConstraint>> space,
            double[] values,
            Consumer<LayerConstraint[]> option) {
        set(space, values, all -> option.accept(all.toArray(new LayerConstraint[0])));
    }
}
