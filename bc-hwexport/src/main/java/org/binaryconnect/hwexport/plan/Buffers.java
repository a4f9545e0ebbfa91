package org.binaryconnect.hwexport.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.DeviceOperation.Placement;

/**
 * Where in the working memory each value and each operation's scratch lies. A place is used again
 * as soon as nothing needs what is in it. The input, the scores and the states are the caller's.
 *
 * @param valueOffsets for each value its first byte; {@link #NOWHERE} if it is the caller's
 * @param scratchOffsets for each operation the first byte of its scratch; {@link #NOWHERE} without
 *     scratch
 * @param bytes of the whole, at least 4
 */
public record Buffers(int[] valueOffsets, int[] scratchOffsets, int bytes) {

    /** Not in the working memory. */
    public static final int NOWHERE = -1;

    /** Every place begins at a multiple of this: kernels read 32 bits at a time. */
    private static final int ALIGNMENT = 4;

    /** A place, with the first and the last operation that needs it. */
    private static final class Place {
        private final int bytes;
        private final int first;
        private int last;
        private int offset = NOWHERE;

        private Place(int bytes, int first, int last) {
            this.bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            this.first = first;
            this.last = last;
        }

        private boolean meets(Place other) {
            return first <= other.last && other.first <= last;
        }
    }

    /**
     * Plans a network.
     *
     * @param scratchBytes for each operation
     */
    public static Buffers plan(DeviceNetwork network, int[] scratchBytes) {
        int operations = network.operations().size();
        Place[] values = places(network);
        Place[] scratch = new Place[operations];
        List<Place> all =
                new ArrayList<>(Arrays.stream(values).filter(v -> v != null).distinct().toList());
        for (int o = 0; o < operations; o++) {
            if (scratchBytes[o] > 0) {
                scratch[o] = new Place(scratchBytes[o], o, o);
                all.add(scratch[o]);
            }
        }
        // Large ones first: they leave no gaps that others cannot fill.
        all.sort(
                Comparator.comparingInt((Place place) -> -place.bytes)
                        .thenComparingInt(place -> place.first));
        int bytes = ALIGNMENT;
        List<Place> placed = new ArrayList<>();
        for (Place place : all) {
            place.offset = lowestGap(place, placed);
            placed.add(place);
            bytes = Math.max(bytes, place.offset + place.bytes);
        }
        return new Buffers(offsets(values), offsets(scratch), bytes);
    }

    private static int[] offsets(Place[] places) {
        return Arrays.stream(places).mapToInt(p -> p == null ? NOWHERE : p.offset).toArray();
    }

    private static int lowestGap(Place place, List<Place> placed) {
        List<Place> neighbours =
                placed.stream()
                        .filter(place::meets)
                        .sorted(Comparator.comparingInt(other -> other.offset))
                        .toList();
        int offset = 0;
        for (Place other : neighbours) {
            if (offset + place.bytes <= other.offset) {
                break;
            }
            offset = Math.max(offset, other.offset + other.bytes);
        }
        return offset;
    }

    /** The place of each value; values that are computed in place share one. */
    private static Place[] places(DeviceNetwork network) {
        int operations = network.operations().size();
        int[] lastUse = new int[network.values().size()];
        Arrays.fill(lastUse, -1);
        for (int o = 0; o < operations; o++) {
            for (int value : network.operations().get(o).inputs()) {
                lastUse[value] = o;
            }
        }
        boolean[] isState = new boolean[lastUse.length];
        network.states().forEach(state -> isState[state.source()] = true);
        Place[] places = new Place[lastUse.length];
        for (int o = 0; o < operations; o++) {
            DeviceOperation operation = network.operations().get(o);
            int value = network.valueOf(o);
            if (o == operations - 1 || isState[value]) {
                continue;
            }
            int end = Math.max(o, lastUse[value]);
            Place source = places[operation.inputs().get(0)];
            if (source != null
                    && operation.placement() != Placement.OWN
                    && (operation.placement() == Placement.SAME || source.last == o)) {
                source.last = Math.max(source.last, end);
                places[value] = source;
            } else if (operation.placement() != Placement.SAME) {
                places[value] = new Place(operation.output().bytes(), o, end);
            }
        }
        return places;
    }
}
