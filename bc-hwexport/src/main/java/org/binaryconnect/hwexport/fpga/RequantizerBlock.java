package org.binaryconnect.hwexport.fpga;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.packing.MemoryImage;

/** The block that makes outputs of accumulators: with a multiplier where one is needed. */
final class RequantizerBlock {

    /** Bits of a multiplier that a stage of the pipeline takes. */
    private static final int PIPELINE_DIGIT = 4;

    /** Until the constants of the next channel are there. */
    private static final int CONSTANTS_CLOCKS = 4;

    private final AlignedRequantizer aligned;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final int accumulatorBits;
    private final boolean isIndexed;
    private final int entries;
    private final Requantizer requantizer;
    private final Tensor output;
    private int outputBits;

    /**
     * @param accumulatorBits with sign
     * @param bound largest magnitude of an accumulator
     * @param isIndexed whether values come with the number of their entry
     */
    private RequantizerBlock(
            Requantizer requantizer,
            int accumulatorBits,
            long bound,
            boolean isIndexed,
            Tensor output) {
        this.requantizer = requantizer;
        this.aligned = AlignedRequantizer.of(requantizer);
        this.accumulatorBits = accumulatorBits;
        this.isIndexed = isIndexed;
        this.entries = requantizer.channels().size();
        this.output = output;
        limits(bound);
    }

    /**
     * @param digit bits of a multiplier a clock
     */
    static Block of(
            String title,
            Requantizer requantizer,
            int accumulatorBits,
            long bound,
            boolean isIndexed,
            int digit,
            Tensor output) {
        RequantizerBlock block =
                new RequantizerBlock(requantizer, accumulatorBits, bound, isIndexed, output);
        return block.aligned.isShiftOnly()
                ? block.shifting(title)
                : block.multiplying(title, digit);
    }

    private Block multiplying(String title, int asked) {
        boolean isPipelined = asked == Allocation.PIPELINED;
        int digit = isPipelined ? PIPELINE_DIGIT : asked;
        int magnitudeBits = (aligned.magnitudeBits() + digit - 1) / digit * digit;
        int preShift = Math.max(0, magnitudeBits - aligned.shift());
        AlignedRequantizer scaled = aligned.withOffsetsUp(preShift);
        int offsetBits = scaled.offsetBits();
        Map<String, Object> all = common(offsetBits, scaled.shift());
        all.put("PRE_SHIFT", preShift);
        all.put("MULTIPLIER_BITS", magnitudeBits);
        all.put("DIGIT", digit);
        return block(
                isPipelined ? "bc_requantize_pipeline" : "bc_requantize",
                all,
                title
                        + ": {offset %d bits, negative, magnitude %d bits}"
                                .formatted(offsetBits, magnitudeBits),
                offsetBits + 1 + magnitudeBits,
                scaled.multiplierWords(magnitudeBits, offsetBits),
                (isPipelined ? 1 : Math.max(CONSTANTS_CLOCKS, magnitudeBits / digit + 1))
                        * values());
    }

    private Block shifting(String title) {
        int maxExponent = aligned.magnitudeBits() - 1;
        int exponentBits = Bits.address(maxExponent + 1);
        int offsetBits = aligned.offsetBits();
        Map<String, Object> all = common(offsetBits, aligned.shift());
        all.put("EXPONENT_BITS", exponentBits);
        all.put("MAX_EXPONENT", maxExponent);
        return block(
                "bc_requantize_shift",
                all,
                title
                        + ": {offset %d bits, negative, used, exponent %d bits}"
                                .formatted(offsetBits, exponentBits),
                offsetBits + 2 + exponentBits,
                aligned.exponentWords(exponentBits, offsetBits),
                shiftingClocks(maxExponent));
    }

    private long values() {
        return output.shape().size();
    }

    /** A value takes a clock more for each bit of its channel's shift. */
    private long shiftingClocks(int maxExponent) {
        if (isIndexed) {
            return (3L + maxExponent) * values();
        }
        long exponents =
                aligned.magnitudes().stream()
                        .mapToInt(magnitude -> Math.max(0, magnitude.bitLength() - 1))
                        .sum();
        return (3L * entries + exponents) * (values() / entries);
    }

    private Map<String, Object> common(int offsetBits, int shift) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ACCUMULATOR_BITS", accumulatorBits);
        all.put("ENTRIES", entries);
        all.put("INDEXED", isIndexed ? 1 : 0);
        all.put("OFFSET_BITS", offsetBits);
        all.put("SHIFT", shift);
        all.putAll(parameters);
        return all;
    }

    private Block block(
            String module,
            Map<String, Object> all,
            String title,
            int width,
            List<BigInteger> words,
            long clocks) {
        boolean isLogic = Stages.isSmall(entries);
        all.put("LOGIC", isLogic ? 1 : 0);
        return new Block(
                module,
                all,
                new Block.Memory(
                        "CONSTANTS",
                        "requantization",
                        new MemoryImage(title, width, words),
                        isLogic),
                accumulatorBits,
                outputBits,
                0,
                clocks);
    }

    /** Bits of the result, and whether it can be beyond the limits at all. */
    private void limits(long bound) {
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        for (Requantization channel : requantizer.channels()) {
            for (long accumulator : new long[] {-bound, bound}) {
                long value = channel.apply((int) accumulator);
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
        }
        boolean isLimited = smallest < requantizer.minimum() || largest > requantizer.maximum();
        if (output.element() == Tensor.Element.U8) {
            outputBits = 8;
        } else {
            outputBits =
                    Bits.signed(
                            Math.max(
                                    magnitude(Math.max(smallest, requantizer.minimum())),
                                    magnitude(Math.min(largest, requantizer.maximum()))));
        }
        parameters.put("OUTPUT_BITS", outputBits);
        parameters.put("LIMITED", isLimited ? 1 : 0);
        if (isLimited) {
            parameters.put("MINIMUM", literal(requantizer.minimum()));
            parameters.put("MAXIMUM", literal(requantizer.maximum()));
        }
    }

    private static long magnitude(long value) {
        return value < 0 ? ~value : value;
    }

    private static String literal(int value) {
        return value < 0 ? "32'sh%08x".formatted(value) : Integer.toString(value);
    }
}
