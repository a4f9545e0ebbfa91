package org.binaryconnect.layers.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class HingeLabelsTest {

    @Test
    void oneHotBecomesPlusAndMinusOne() {
        DataSet data =
                new DataSet(
                        Nd4j.zeros(2, 1),
                        Nd4j.createFromArray(new float[][] {{0, 1, 0}, {0, 0, 1}}));

        new HingeLabels().preProcess(data);

        assertEquals(
                Nd4j.createFromArray(new float[][] {{-1, 1, -1}, {-1, -1, 1}}), data.getLabels());
    }

    @Test
    void labelsThatAreMappedAlreadyAreRefused() {
        DataSet data =
                new DataSet(Nd4j.zeros(1, 1), Nd4j.createFromArray(new float[][] {{-1, 1, -1}}));

        assertThrows(IllegalArgumentException.class, () -> new HingeLabels().preProcess(data));
    }
}
