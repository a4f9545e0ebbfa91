package org.binaryconnect.layers.runtime;

/**
 * Batch normalization of one batch (Ioffe and Szegedy 2015, algorithm 1 and section 3), channel by
 * channel: the examples of a channel lie one behind the other, [channels][examples], and stay in
 * the first-level cache while they are summed, normalized and written.
 */
final class NormalizedBatch {

    private static final double LN_10 = Math.log(10);

    private final int channels;
    private final int examples;

    /** Inputs; {@link #normalize} makes the normalized values of them. */
    private final float[] values;

    /** Outputs of the forward pass; errors of the backward pass. */
    private final float[] other;

    private final float[] mean;
    private final float[] variance;
    private final float[] inverseDeviation;

    NormalizedBatch(int channels, int examples) {
        this.channels = channels;
        this.examples = examples;
        values = new float[channels * examples];
        other = new float[channels * examples];
        mean = new float[channels];
        variance = new float[channels];
        inverseDeviation = new float[channels];
    }

    boolean isOf(int ofChannels, int ofExamples) {
        return channels == ofChannels && examples == ofExamples;
    }

    /** Where the inputs belong. */
    float[] values() {
        return values;
    }

    /** Where the errors of the outputs belong, before {@link #backward}. */
    float[] errors() {
        return other;
    }

    /** The outputs, in an array that {@link #errors} shares. */
    float[] normalize(float[] gamma, float[] beta, double epsilon) {
        for (int c = 0; c < channels; c++) {
            int from = c * examples;
            float average = sum(values, from) / examples;
            float squares = centre(from, average);
            mean[c] = average;
            variance[c] = squares / examples;
            inverseDeviation[c] = (float) (1 / Math.sqrt(variance[c] + epsilon));
            scale(from, inverseDeviation[c], gamma[c], beta[c]);
        }
        return other;
    }

    private float sum(float[] array, int from) {
        // Several sums at once: one would wait for each of its additions.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int to = from + examples;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += array[i];
            b += array[i + 1];
            c += array[i + 2];
            d += array[i + 3];
        }
        for (; i < to; i++) {
            a += array[i];
        }
        return (a + b) + (c + d);
    }

    /** Subtracts from a channel. Returns the sum of its squares. */
    private float centre(int from, float average) {
        for (int i = from; i < from + examples; i++) {
            values[i] -= average;
        }
        return sumOfProducts(values, values, from);
    }

    private float sumOfProducts(float[] one, float[] two, int from) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int to = from + examples;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += one[i] * two[i];
            b += one[i + 1] * two[i + 1];
            c += one[i + 2] * two[i + 2];
            d += one[i + 3] * two[i + 3];
        }
        for (; i < to; i++) {
            a += one[i] * two[i];
        }
        return (a + b) + (c + d);
    }

    private void scale(int from, float factor, float gamma, float beta) {
        for (int i = from; i < from + examples; i++) {
            values[i] *= factor;
        }
        for (int i = from; i < from + examples; i++) {
            other[i] = values[i] * gamma + beta;
        }
    }

    /**
     * The errors of the inputs, in place of those of the outputs.
     *
     * @param gradientOfGamma is filled
     * @param gradientOfBeta is filled
     */
    float[] backward(float[] gamma, float[] gradientOfGamma, float[] gradientOfBeta) {
        for (int c = 0; c < channels; c++) {
            int from = c * examples;
            float ofBeta = sum(other, from);
            float ofGamma = sumOfProducts(other, values, from);
            gradientOfBeta[c] = ofBeta;
            gradientOfGamma[c] = ofGamma;
            float factor = gamma[c] * inverseDeviation[c];
            backward(from, factor, ofBeta / examples, ofGamma / examples);
        }
        return other;
    }

    private void backward(int from, float factor, float meanError, float meanProduct) {
        for (int i = from; i < from + examples; i++) {
            other[i] = factor * (other[i] - meanError - values[i] * meanProduct);
        }
    }

    /** What is subtracted of a moving average of the mean. */
    float[] stepOfMean(float[] average, double decay) {
        return step(average, mean, decay);
    }

    /** What is subtracted of a moving average of the variance. */
    float[] stepOfVariance(float[] average, double decay) {
        return step(average, variance, decay);
    }

    private static float[] step(float[] average, float[] ofBatch, double decay) {
        float[] step = new float[average.length];
        for (int c = 0; c < step.length; c++) {
            step[c] = (float) ((1 - decay) * (average[c] - ofBatch[c]));
        }
        return step;
    }

    /** What is subtracted of the decimal logarithm of the root of such an average. */
    float[] stepOfLogDeviation(float[] logarithm, double decay) {
        float[] step = new float[logarithm.length];
        for (int c = 0; c < step.length; c++) {
            double old = Math.exp(2 * LN_10 * logarithm[c]);
            double now = decay * old + (1 - decay) * variance[c];
            step[c] = (float) (Math.log(old / now) / (2 * LN_10));
        }
        return step;
    }
}
