package org.binaryconnect.hwexport.quantize;

import java.util.Map;
import org.binaryconnect.hwexport.integer.IntegerNetwork;

/**
 * An integer network and where its values come from.
 *
 * @param network in integers
 * @param values for each value of the real network that of the integer network; -1 where it became
 *     part of another
 */
public record QuantizedNetwork(IntegerNetwork network, Map<Integer, Integer> values) {}
