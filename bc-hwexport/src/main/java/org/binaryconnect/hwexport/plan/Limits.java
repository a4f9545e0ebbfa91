package org.binaryconnect.hwexport.plan;

/**
 * What the device has to offer.
 *
 * @param ram bytes of working memory and states, input and scores apart
 * @param flash bytes of weights, constants and code
 */
public record Limits(long ram, long flash) {

    /** No limits: the fastest kernels. */
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
}
