package org.binaryconnect.hwexport.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.junit.jupiter.api.Test;

/** A file of version 2 with every operation, which must be read for ever. */
class GoldenFileTest {

    private static final int[][] SCORES = {
        {90, -37, -30, 85, -42},
        {153, 46, 53, 2, -100},
        {122, -17, -10, 65, -74},
        {129, 20, 27, 28, -81},
        {155, 45, 52, 3, -100},
        {23, 30, 37, 18, 25}
    };

    private static byte[] file() throws IOException {
        try (InputStream in = GoldenFileTest.class.getResourceAsStream("/model/version-2.bcm")) {
            return in.readAllBytes();
        }
    }

    @Test
    void theFileGivesTheseScores() throws IOException {
        IntegerNetwork network = PackedModel.read(file());
        ReferenceInterpreter.Session session = new ReferenceInterpreter(network).session();
        byte[] input = new byte[network.inputs()];

        for (int run = 0; run < SCORES.length; run++) {
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) (37 * i + 101 * run);
            }
            assertArrayEquals(SCORES[run], session.run(input), "run " + run);
        }
    }

    @Test
    void theNetworkIsStillWrittenAsThisFile() throws IOException {
        assertArrayEquals(file(), PackedModel.write(EveryOperation.network()));
        assertEquals(
                "a11891554a4e9f75adb317c1d9d5ad9b44de5229fb27305fdb35ce9bcfa2e216",
                PackedModel.sha256(PackedModel.read(file())));
    }
}
