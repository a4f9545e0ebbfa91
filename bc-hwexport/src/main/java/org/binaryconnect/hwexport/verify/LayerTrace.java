package org.binaryconnect.hwexport.verify;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.ReferenceInterpreter;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.toolchain.TracedFilter;
import org.binaryconnect.hwexport.toolchain.TracedFilter.Trace;

/** Where C sources leave the reference, operation by operation. */
final class LayerTrace {

    private LayerTrace() {}

    /**
     * The first layer of which any number differs; empty if none does or the sources cannot tell.
     *
     * @param folder an export folder, which may be written to
     * @param sequence [runs][elements] unsigned bytes
     */
    static Optional<String> firstDifferingLayer(
            Path folder, String name, IntegerNetwork network, byte[][] sequence) {
        ByteArrayOutputStream inputs = new ByteArrayOutputStream();
        Arrays.stream(sequence).forEach(inputs::writeBytes);
        Iterator<Trace> traces;
        try {
            int steps = network.states().isEmpty() ? 0 : sequence.length;
            traces = TracedFilter.run(folder, name, inputs.toByteArray(), steps).iterator();
        } catch (ExportException e) {
            return Optional.empty();
        }
        ReferenceInterpreter.Session session = new ReferenceInterpreter(network).session();
        for (byte[] input : sequence) {
            int[][] expected = session.trace(input);
            for (int o = 0; o < network.operations().size(); o++) {
                Operation operation = network.operations().get(o);
                if (operation instanceof Operation.Reshape) {
                    continue;
                }
                if (!traces.hasNext()) {
                    return Optional.empty();
                }
                byte[] value = bytes(operation.output(), expected[network.valueOf(o)]);
                Trace found = traces.next();
                if (found.operation() != o || !Arrays.equals(value, found.value())) {
                    return Optional.of(title(network, o));
                }
            }
        }
        return Optional.empty();
    }

    /** A layer for a message. */
    static String title(IntegerNetwork network, int o) {
        Operation operation = network.operations().get(o);
        return "%s (operation %d, %s)"
                .formatted(operation.name(), o, operation.getClass().getSimpleName());
    }

    private static byte[] bytes(Tensor type, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(type.bytes()).order(ByteOrder.nativeOrder());
        for (int value : values) {
            if (type.element() == Tensor.Element.U8) {
                bytes.put((byte) value);
            } else {
                bytes.putInt(value);
            }
        }
        return bytes.array();
    }
}
