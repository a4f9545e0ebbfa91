package org.binaryconnect.updaters.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BinarizerTest {

    private static float[] binarize(float... latent) {
        INDArray binary = Nd4j.create(DataType.FLOAT, latent.length);
        Binarizer.deterministic(Nd4j.createFromArray(latent), binary);
        return binary.toFloatVector();
    }

    @Test
    void zeroIsPlusOneWhateverItsSign() {
        assertEquals(Nd4j.createFromArray(1f, 1f), Nd4j.createFromArray(binarize(0f, -0f)));
    }

    @Test
    void theSmallestNumbersKeepTheirSign() {
        float[] binary =
                binarize(Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL);

        assertEquals(Nd4j.createFromArray(1f, -1f, 1f, -1f), Nd4j.createFromArray(binary));
    }

    @Property(tries = 50)
    void everyWeightBecomesItsSign(
            @ForAll @Size(min = 1, max = 100) float @FloatRange(min = -2, max = 2) [] latent) {
        float[] binary = binarize(latent);

        for (int i = 0; i < latent.length; i++) {
            assertEquals(latent[i] >= 0 ? 1f : -1f, binary[i]);
        }
    }

    @Test
    void doublesAreBinarizedToo() {
        INDArray binary = Nd4j.create(DataType.DOUBLE, 4);
        Binarizer.deterministic(Nd4j.createFromArray(0.0, -0.0, -Double.MIN_VALUE, 3.0), binary);

        assertEquals(Nd4j.createFromArray(1.0, 1.0, -1.0, 1.0), binary);
    }

    /** The smallest subnormal numbers of the types. */
    @ParameterizedTest
    @CsvSource({"HALF, 5.96e-8", "BFLOAT16, 1.1e-38"})
    void shortTypesAreBinarizedToo(DataType type, double tiny) {
        INDArray latent = Nd4j.createFromArray(0.0, -0.0, tiny, -tiny, 3.0).castTo(type);
        INDArray binary = latent.ulike();
        Binarizer.deterministic(latent, binary);

        assertEquals(Nd4j.createFromArray(1.0, 1.0, 1.0, -1.0, 1.0).castTo(type), binary);
    }

    /**
     * 100,000 draws: the mean of +1 and -1 has a standard deviation of at most 0.0032; five of them
     * are allowed. Doubles are drawn by another path.
     */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void theMeanOfStochasticDrawsIsTheWeight(DataType type) {
        for (double range : new double[] {1.0, 0.5}) {
            for (double relative : new double[] {-0.7, 0, 0.3}) {
                INDArray latent = Nd4j.valueArrayOf(new long[] {100_000}, relative * range, type);
                INDArray binary = latent.ulike();
                Binarizer.stochastic(latent, binary, range, 7);

                assertEquals(relative, binary.meanNumber().doubleValue(), 0.016);
                assertEquals(1.0, binary.mul(binary).minNumber().doubleValue());
            }
        }
    }

    /** Of the 2^23 draws that there are, none may turn over a weight that is certain. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void weightsAtTheEndsAreCertain(DataType type) {
        for (double end : new double[] {-0.5, 0.5}) {
            INDArray latent = Nd4j.valueArrayOf(new long[] {1 << 25}, end, type);
            INDArray binary = latent.ulike();
            Binarizer.stochastic(latent, binary, 0.5, 3);

            assertEquals(Math.signum(end), binary.minNumber().doubleValue());
            assertEquals(Math.signum(end), binary.maxNumber().doubleValue());
        }
    }

    /**
     * Draws of one minibatch say nothing about those of the next, of their neighbours, or of those
     * a row away: 1,000,000 products of +1 and -1 have a mean of a standard deviation of 0.001.
     */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "0, 4294967296", "1, 0", "2, 0", "1024, 0", "2048, 0", "65536, 0"})
    void drawsAreIndependent(int distance, long otherSeed) {
        int count = 1_000_000;
        float[] one = draws(count + distance, 11);
        float[] other = otherSeed == 0 ? one : draws(count + distance, 11 + otherSeed);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += one[i] * other[i + distance];
        }

        assertEquals(0, sum / count, 0.005);
    }

    private static float[] draws(int count, long seed) {
        INDArray binary = Nd4j.create(DataType.FLOAT, count);
        Binarizer.stochastic(Nd4j.zeros(DataType.FLOAT, count), binary, 1, seed);
        return binary.toFloatVector();
    }

    /** Threads take chunks in any order. */
    @Test
    void drawsDependOnTheSeedAndTheirPlaceAlone() {
        assertArrayEquals(draws(500_000, 5), draws(500_000, 5));
        assertArrayEquals(draws(1000, 5), Arrays.copyOf(draws(500_000, 5), 1000));
        assertFalse(Arrays.equals(draws(1000, 5), draws(1000, 6)));
    }

    @Test
    void latentWeightsAreLeftAlone() {
        INDArray latent = Nd4j.createFromArray(0.3f, -0.2f, 1f);

        Binarizer.deterministic(latent, latent.ulike());
        Binarizer.stochastic(latent, latent.ulike(), 1, 7);

        assertEquals(Nd4j.createFromArray(0.3f, -0.2f, 1f), latent);
    }

    /** The formula without a comparison, for every exponent and the zeros. */
    @Test
    void theSignOfOneWeightIsThatOfEquationOne() {
        for (float size : new float[] {1, 0.3f, 4}) {
            for (int exponent = 0; exponent < 255; exponent++) {
                for (int mantissa : new int[] {0, 1, 0x7fffff}) {
                    int bits = exponent << 23 | mantissa;
                    assertEquals(size, Binarizer.sign(Float.intBitsToFloat(bits), size));
                    float negative = Float.intBitsToFloat(bits | 0x80000000);
                    assertEquals(bits == 0 ? size : -size, Binarizer.sign(negative, size));
                }
            }
            assertTrue(Float.isNaN(Binarizer.sign(Float.NaN, size)));
        }
    }
}
