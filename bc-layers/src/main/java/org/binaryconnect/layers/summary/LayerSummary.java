package org.binaryconnect.layers.summary;

/**
 * What one layer costs in inference, for one example.
 *
 * @param name DL4J's name of the layer or vertex
 * @param type the configuration's class
 * @param outputShape such as {@code 32x14x14}; {@code ?} if unknown
 * @param binaryWeights weights of one bit
 * @param realParameters numbers of 32 bits: real weights, biases, channel scales, and two a channel
 *     for a batch normalization, which folds into a factor and an offset
 * @param weightBytes the packed binary weights (the exporter's FORMAT.md, section 1)
 * @param additions weight uses that need an addition or subtraction only
 * @param multiplications multiply-accumulates: uses of real weights, and one for each output of a
 *     batch normalization or a channel scale
 */
public record LayerSummary(
        String name,
        String type,
        String outputShape,
        long binaryWeights,
        long realParameters,
        long weightBytes,
        Quantity additions,
        Quantity multiplications) {

    /** Bytes of binary weights and of 32-bit numbers. */
    public long bytes() {
        return weightBytes + Float.BYTES * realParameters;
    }

    /** Bytes if every weight had 32 bits. */
    public long floatBytes() {
        return Float.BYTES * (binaryWeights + realParameters);
    }

    /** Bits of a weight: 1, 32, or both; empty for a layer without parameters. */
    public String bits() {
        if (binaryWeights > 0) {
            return realParameters > 0 ? "1 & 32" : "1";
        }
        return realParameters > 0 ? "32" : "";
    }
}
