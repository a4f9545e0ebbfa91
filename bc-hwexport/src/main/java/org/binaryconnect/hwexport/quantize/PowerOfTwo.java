package org.binaryconnect.hwexport.quantize;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Requantization;
import org.binaryconnect.hwexport.integer.Requantizer;

/**
 * Requantization without multipliers: every multiplier becomes the power of two whose logarithm is
 * nearest. The offset is scaled along, so that the accumulator at which an output crosses zero, on
 * which a ReLU depends, stays where it is; the output of a channel is then off by a factor of at
 * most the square root of two, the same for all inputs.
 */
public final class PowerOfTwo {

    /** The largest power of two that a multiplier can be. */
    private static final int MAX_EXPONENT = 14;

    private PowerOfTwo() {}

    /**
     * The same network with other multipliers.
     *
     * @throws ExportException naming the layer that has other multipliers than those of a
     *     requantization
     */
    public static QuantizedNetwork apply(QuantizedNetwork quantized) {
        IntegerNetwork network = quantized.network();
        List<Operation> operations =
                network.operations().stream().map(PowerOfTwo::operation).toList();
        return new QuantizedNetwork(
                quantized.real(),
                new IntegerNetwork(network.input(), network.states(), operations),
                quantized.values());
    }

    private static Operation operation(Operation operation) {
        if (operation instanceof Operation.Requantized requantized) {
            return requantized.withRequantizer(
                    requantizer(operation.name(), requantized.requantizer()));
        } else if (operation instanceof Operation.Add
                || operation instanceof Operation.Combine
                || operation instanceof Operation.LstmCell) {
            throw new ExportException(
                    "Layer \"%s\" (%s) multiplies in a way that has no form with powers of two; use --requantization multiplier"
                            .formatted(operation.name(), operation.getClass().getSimpleName()));
        }
        return operation;
    }

    private static Requantizer requantizer(String layer, Requantizer requantizer) {
        if (requantizer == null) {
            return null;
        }
        try {
            return new Requantizer(
                    requantizer.channels().stream().map(PowerOfTwo::nearest).toList(),
                    requantizer.minimum(),
                    requantizer.maximum());
        } catch (ExportException e) {
            throw new ExportException("Layer \"%s\": %s".formatted(layer, e.getMessage()), e);
        }
    }

    /** The requantization of a channel with the nearest power of two. */
    static Requantization nearest(Requantization channel) {
        int magnitude = Math.abs(channel.multiplier());
        if (magnitude == 0 || Integer.bitCount(magnitude) == 1 && magnitude <= 1 << MAX_EXPONENT) {
            return channel;
        }
        int exponent = (int) Math.round(Math.log(magnitude) / Math.log(2));
        int shift = channel.shift();
        double bias = (double) channel.offset() - half(shift);
        double scaled = bias * Math.scalb(1.0, exponent) / magnitude;
        // With a smaller shift everything is halved, until it fits.
        while (exponent > MAX_EXPONENT || Math.abs(scaled) + half(shift) > Integer.MAX_VALUE) {
            if (exponent == 0 || shift == 0) {
                throw new ExportException(
                        "The multiplier %d with shift %d and offset %d has no power of two near it; use --requantization multiplier"
                                .formatted(
                                        channel.multiplier(), channel.shift(), channel.offset()));
            }
            exponent--;
            shift--;
            scaled /= 2;
        }
        int multiplier = (1 << exponent) * Integer.signum(channel.multiplier());
        return new Requantization(
                (short) multiplier, shift, (int) (Math.round(scaled) + half(shift)));
    }

    /** What an offset holds for rounding. */
    private static int half(int shift) {
        return shift == 0 ? 0 : 1 << (shift - 1);
    }
}
