package org.binaryconnect.examples.search.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class RowsTest {

    private static final int[] EXAMPLES = {6, 0, 6, 3};

    private static void assertTaken(INDArray whole) {
        assertTaken(whole, whole);
    }

    /**
     * @param same values as the whole, of which ND4J's own slice is right
     */
    private static void assertTaken(INDArray whole, INDArray same) {
        Rows rows = Rows.of(whole);
        INDArray taken = rows.take(EXAMPLES, rows.room(EXAMPLES.length));
        assertEquals(EXAMPLES.length, taken.size(0));
        assertEquals(whole.rank(), taken.rank());
        for (int i = 0; i < EXAMPLES.length; i++) {
            assertEquals(
                    same.slice(EXAMPLES[i]).castTo(DataType.FLOAT), taken.slice(i), "row " + i);
        }
        assertEquals(7, rows.count());
        assertEquals(whole.length() / 7, rows.size());
    }

    @Test
    void examplesOfAnyShapeAndOrderAreTaken() {
        assertTaken(Nd4j.rand(DataType.FLOAT, 7, 5));
        assertTaken(Nd4j.rand(DataType.FLOAT, 7, 5).dup('f'));
        assertTaken(Nd4j.rand(DataType.DOUBLE, 7, 2, 3, 4));
        INDArray view =
                Nd4j.rand(DataType.FLOAT, 10, 6)
                        .get(NDArrayIndex.interval(2, 9), NDArrayIndex.interval(1, 4));
        assertTaken(view, Nd4j.create(view.toFloatMatrix()));
    }

    @Test
    void whatIsTakenOutlivesAWorkspace() {
        INDArray whole = Nd4j.rand(DataType.FLOAT, 7, 5);
        Rows rows = Rows.of(whole);
        INDArray taken;
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager()
                        .getAndActivateWorkspace(
                                WorkspaceConfiguration.builder().initialSize(1 << 16).build(),
                                "rows")) {
            taken = rows.take(EXAMPLES, rows.room(EXAMPLES.length));
            assertFalse(taken.isAttached());
        }
        assertEquals(whole.slice(6), taken.slice(0));
    }

    @Test
    void theWholeIsCopied() {
        INDArray whole = Nd4j.ones(DataType.FLOAT, 7, 5);
        Rows rows = Rows.of(whole);
        whole.assign(2);
        INDArray taken = rows.take(EXAMPLES, rows.room(EXAMPLES.length));
        assertEquals(1, taken.maxNumber().intValue());
        taken.assign(3);
        assertEquals(1, rows.take(EXAMPLES, taken).maxNumber().intValue());
    }

    @Test
    void nothingStaysNothing() {
        assertNull(Rows.of(null));
    }
}
