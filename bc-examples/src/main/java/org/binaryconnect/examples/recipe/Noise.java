package org.binaryconnect.examples.recipe;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;

/**
 * What disturbs a network while it is trained.
 *
 * @param amount 0 for none; for {@link Kind#DROPOUT} the share of values that become 0, below 1;
 *     for {@link Kind#GAUSSIAN} the standard deviation of what is added to each value
 */
public record Noise(Kind kind, double amount) {

    /** Forms of noise. */
    public enum Kind {
        DROPOUT,
        GAUSSIAN
    }

    public static final Noise NONE = new Noise(Kind.DROPOUT, 0);

    public Noise {
        double most = kind == Kind.DROPOUT ? 1 : Double.POSITIVE_INFINITY;
        if (!(amount >= 0 && amount < most)) {
            throw new IllegalArgumentException(
                    "%s noise must be at least 0 and below %s, got %s"
                            .formatted(kind, most, amount));
        }
    }

    /**
     * @param share of inputs that become 0
     */
    public static Noise dropout(double share) {
        return new Noise(Kind.DROPOUT, share);
    }

    /** Normally distributed, of mean 0. */
    public static Noise gaussian(double deviation) {
        return new Noise(Kind.GAUSSIAN, deviation);
    }

    /** As DL4J's layers take it; null for none. */
    IDropout dropout() {
        if (amount == 0) {
            return null;
        }
        // DL4J's number is the share that is kept.
        return kind == Kind.DROPOUT ? new Dropout(1 - amount) : new GaussianNoise(amount);
    }
}
