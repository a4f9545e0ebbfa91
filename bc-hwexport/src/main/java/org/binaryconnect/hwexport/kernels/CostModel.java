package org.binaryconnect.hwexport.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Shape;

/**
 * What kernels cost on a core, predicted from measured runs: instructions, on AVR cycles. The
 * coefficients are in {@code costs/<core>.csv}, one line a kernel, written by {@code ./bc bench
 * costs}; {@link KernelFeatures} says what they multiply.
 */
public final class CostModel {

    private final Map<String, double[]> coefficients;

    private CostModel(Map<String, double[]> coefficients) {
        this.coefficients = coefficients;
    }

    /** A model of given coefficients, by kernel. */
    public static CostModel of(Map<String, double[]> coefficients) {
        return new CostModel(Map.copyOf(coefficients));
    }

    /** The measured model of a core. */
    public static CostModel of(Core core) {
        String resource = "/costs/" + core.id() + ".csv";
        Map<String, double[]> coefficients = new HashMap<>();
        try (InputStream in = CostModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Resource " + resource + " is missing from this build");
            }
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .forEach(
                            cells ->
                                    coefficients.put(
                                            cells[0],
                                            Arrays.stream(cells)
                                                    .skip(1)
                                                    .mapToDouble(Double::parseDouble)
                                                    .toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CostModel(coefficients);
    }

    /**
     * The cost of an operation without weights; 0 if there is nothing to do, or it was not
     * measured.
     */
    public long predict(DeviceOperation operation) {
        return KernelFeatures.withoutWeights(operation)
                .filter(term -> coefficients.containsKey(term.kernel()))
                .map(term -> Math.round(cost(term)))
                .orElse(0L);
    }

    private double cost(KernelFeatures.Term term) {
        double[] factors = coefficients.get(term.kernel());
        double cost = 0;
        for (int i = 0; i < factors.length; i++) {
            cost += factors[i] * term.features()[i];
        }
        return cost;
    }

    /** The cost of an operation with weights; empty if the kernel was not measured on the core. */
    public OptionalLong predict(KernelChoice choice, WeightedOperation operation, Shape input) {
        double cost = 0;
        for (KernelFeatures.Term term : KernelFeatures.of(choice, operation, input)) {
            if (!coefficients.containsKey(term.kernel())) {
                return OptionalLong.empty();
            }
            cost += cost(term);
        }
        return OptionalLong.of(Math.max(1, Math.round(cost)));
    }
}
