package org.binaryconnect.hwexport.integer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.ir.Window;
import org.binaryconnect.hwexport.packing.PackedMatrix;

/**
 * Small integer networks of every operation, drawn from a seed: what is emitted is tested with
 * them. Requantizations are fitted to what random inputs give, so that activations spread over 0 to
 * 255 and an error anywhere reaches the scores.
 */
public final class RandomGraphs {

    /** Largest number of elements of a value. */
    private static final int MAX_ELEMENTS = 4000;

    /** Largest number of weights, with what {@link #MAX_ELEMENTS} may take for the last layer. */
    private static final int MAX_WEIGHTS = 16_000;

    private static final int SAMPLES = 8;

    private final Random random;
    private final Tensor input;
    private final List<IntegerNetwork.State> states = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();

    /** What random inputs give for the values so far: [sample][value][element]. */
    private final int[][][] samples = new int[SAMPLES][][];

    /** The newest value. */
    private int x;

    private int weights;

    private RandomGraphs(Random random, Shape shape) {
        this.random = random;
        this.input = type(shape);
    }

    /** The network of a seed. */
    public static IntegerNetwork graph(long seed) {
        Random random = new Random(seed);
        random.nextInt(); // The first numbers of seeds that follow each other are alike.
        int kind = random.nextInt(10);
        RandomGraphs graph;
        if (kind < 2) {
            boolean wide = random.nextInt(5) == 0;
            int size = wide ? 200 + random.nextInt(500) : 1 + random.nextInt(70);
            graph = new RandomGraphs(random, Shape.vector(size));
            graph.vectorBody();
        } else if (kind < 7) {
            int height = kind < 6 ? 2 + random.nextInt(10) : 1;
            int width = height == 1 ? 3 + random.nextInt(38) : 2 + random.nextInt(10);
            graph = new RandomGraphs(random, new Shape(height, width, 1 + random.nextInt(9)));
            graph.imageBody();
        } else {
            graph = new RandomGraphs(random, Shape.vector(1 + random.nextInt(40)));
            graph.recurrentBody();
        }
        graph.scores();
        return graph.network(graph.operations);
    }

    // Whole networks.

    private void vectorBody() {
        int layers = random.nextInt(4);
        for (int l = 0; l < layers; l++) {
            switch (random.nextInt(8)) {
                case 0 -> affine(false);
                case 1 -> lookup();
                case 2 -> clamp();
                case 3 -> residual();
                case 4 -> branches();
                case 5 -> permute();
                default -> dense(x, outputs(), false);
            }
        }
    }

    private void imageBody() {
        int layers = 1 + random.nextInt(5);
        for (int l = 0; l < layers; l++) {
            switch (random.nextInt(12)) {
                case 0 -> affine(false);
                case 1 -> lookup();
                case 2 -> clamp();
                case 3 -> residual();
                case 4 -> branches();
                case 5 -> pad();
                case 6 -> maxPool();
                case 7 -> averagePool(window(), false);
                case 8 -> depthwise(false);
                default -> convolution(false);
            }
        }
        switch (random.nextInt(7)) {
            case 0 -> averagePool(Window.all(shape()), false);
            case 1 ->
                    add(
                            new Operation.MaxPool(
                                    name(),
                                    x,
                                    Window.all(shape()),
                                    typeOf(x).withShape(Shape.vector(shape().channels()))));
            case 2 -> reshape(Shape.vector(shape().size()));
            case 3 -> reshape(new Shape(1, shape().positions(), shape().channels()));
            case 4 -> permute();
            default -> {}
        }
    }

    private void recurrentBody() {
        int layers = 1 + random.nextInt(2);
        int[] units = new int[layers];
        for (int l = 0; l < layers; l++) {
            units[l] = 1 + random.nextInt(20);
            // The state stays as it is until the layer is there.
            states.add(
                    new IntegerNetwork.State(
                            "recurrent " + l, type(Shape.vector(units[l])), 1 + l));
        }
        if (random.nextInt(3) == 0) {
            dense(0, outputs(), false);
        }
        for (int l = 0; l < layers; l++) {
            recurrent(l, units[l], random.nextBoolean());
        }
        if (random.nextInt(3) == 0) {
            dense(x, outputs(), false);
        }
    }

    private void scores() {
        int kind = random.nextInt(8);
        if (kind == 0) {
            Tensor from = typeOf(x);
            add(
                    new Operation.Widen(
                            name(),
                            x,
                            from.zeroPoint(),
                            new Tensor(from.shape(), Tensor.Element.S32, from.scale(), 0)));
        } else if (kind == 1 && !shape().isVector()) {
            averagePool(window(), true);
        } else if (kind == 2 && !shape().isVector()) {
            depthwise(true);
        } else if (kind < 5 && !shape().isVector()) {
            convolution(true);
        } else if (kind == 5) {
            affine(true);
        } else {
            dense(x, outputs(), true);
        }
    }

    // Groups of operations.

    private void residual() {
        int skip = x;
        if (random.nextBoolean()) {
            affine(false);
        } else if (!shape().isVector()) {
            window(shape().channels(), Window.of(1, 1, 1, 1), false);
        } else {
            dense(x, shape().size(), false);
        }
        if (shape().equals(typeOf(skip).shape())) {
            addTo(skip);
        }
    }

    private void branches() {
        int start = x;
        List<Integer> parts = new ArrayList<>();
        if (random.nextBoolean()) {
            parts.add(start);
        }
        while (parts.size() < 2 || parts.size() < 4 && random.nextInt(3) == 0) {
            x = start;
            if (shape().isVector()) {
                dense(start, outputs(), false);
            } else {
                window(1 + random.nextInt(5), Window.of(1, 1, 1, 1), false);
            }
            parts.add(x);
        }
        int channels = parts.stream().mapToInt(part -> typeOf(part).shape().channels()).sum();
        byte[][] tables = new byte[parts.size()][];
        for (int k = 0; k < tables.length; k++) {
            tables[k] = random.nextBoolean() ? table() : null;
        }
        Shape of = typeOf(start).shape();
        add(
                new Operation.Concatenate(
                        name(), parts, tables, type(new Shape(of.height(), of.width(), channels))));
    }

    private void recurrent(int layer, int units, boolean lstm) {
        int sums = lstm ? 4 * units : units;
        int state = 1 + layer;
        Tensor accumulators = new Tensor(Shape.vector(sums), Tensor.Element.S32, 0, 0);
        IntegerWeights forInput = weights(sums, shape().size());
        IntegerWeights forState = weights(sums, units);
        add(new Operation.Dense(name(), x, forInput, null, accumulators));
        add(new Operation.Dense(name(), state, forState, null, accumulators));
        combine(x - 1, x, forState);
        Tensor hidden = states.get(layer).tensor();
        add(
                lstm
                        ? new Operation.LstmCell(name(), x, lstmConstants(hidden), hidden)
                        : new Operation.Lookup(name(), x, table(), hidden));
        states.set(layer, new IntegerNetwork.State(states.get(layer).name(), hidden, x));
        sample();
    }

    private void combine(int a, int b, IntegerWeights forState) {
        int channels = typeOf(a).shape().size();
        short[] multiplierA = new short[channels];
        short[] multiplierB = new short[channels];
        byte[] shift = new byte[channels];
        int[] offset = new int[channels];
        for (int c = 0; c < channels; c++) {
            Statistics ofInput = new Statistics(a, channels, c);
            // The state does not move yet: what is not known of it is guessed.
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < forState.columns(); i++) {
                sum += forState.value(c, i);
                squares += (double) forState.value(c, i) * forState.value(c, i);
            }
            double factorA = sign() * (15 + random.nextInt(40)) / ofInput.deviation;
            double factorB = sign() * (15 + random.nextInt(40)) / (70 * Math.sqrt(squares));
            double bias = target() - factorA * ofInput.mean - factorB * 128 * sum;
            int s = 31;
            while (!(fits(factorA, s)
                    && fits(factorB, s)
                    && Math.abs(Math.scalb(bias, s)) < 1 << 30)) {
                s--;
            }
            multiplierA[c] = (short) Math.round(Math.scalb(factorA, s));
            multiplierB[c] = (short) Math.round(Math.scalb(factorB, s));
            shift[c] = (byte) s;
            offset[c] = (int) Math.round(Math.scalb(bias + 0.5, s));
        }
        add(
                new Operation.Combine(
                        name(),
                        a,
                        b,
                        multiplierA,
                        multiplierB,
                        shift,
                        offset,
                        new Tensor(Shape.vector(channels), Tensor.Element.U8, 0, 0)));
    }

    private static boolean fits(double factor, int shift) {
        return Math.abs(Math.round(Math.scalb(factor, shift))) <= Short.MAX_VALUE;
    }

    private LstmConstants lstmConstants(Tensor hidden) {
        double cell = (1 + 4 * random.nextDouble()) / Short.MAX_VALUE;
        int shift = 15 + random.nextInt(10);
        return new LstmConstants(
                table(),
                table(),
                100 + random.nextInt(56),
                (int) Math.round(Math.scalb((0.9 + 0.1 * random.nextDouble()) / 255, shift)),
                (int) Math.round(Math.scalb(2 / (255 * 255 * cell), shift)),
                shift,
                Requantization.of(cell * 255 / 5, target()),
                table(),
                100 + random.nextInt(56),
                Requantization.of(sign() * (0.8 + random.nextDouble()) / 255, hidden.zeroPoint()));
    }

    // Single operations.

    private void dense(int from, int outputs, boolean scores) {
        int fanIn = typeOf(from).shape().size();
        int rows = Math.max(1, Math.min(outputs, (MAX_WEIGHTS - weights) / fanIn));
        if (!scores && fanIn > MAX_WEIGHTS - weights) {
            return;
        }
        IntegerWeights matrix = weights(rows, fanIn);
        String name = name();
        linear(
                (requantizer, type) -> new Operation.Dense(name, from, matrix, requantizer, type),
                Shape.vector(rows),
                scores);
    }

    private void convolution(boolean scores) {
        window(1 + random.nextInt(scores ? 10 : 18), window(), scores);
    }

    private void window(int channels, Window window, boolean scores) {
        int from = x;
        int fanIn = window.taps() * shape().channels();
        Shape to = window.output(shape(), channels);
        if (!scores && fanIn * channels > MAX_WEIGHTS - weights || to.size() > MAX_ELEMENTS) {
            if (scores) {
                dense(x, 2, true);
            }
            return;
        }
        IntegerWeights matrix = weights(channels, fanIn);
        int padValue = typeOf(from).zeroPoint();
        String name = name();
        linear(
                (requantizer, type) ->
                        new Operation.Convolution(
                                name, from, matrix, window, padValue, requantizer, type),
                to,
                scores);
    }

    private void depthwise(boolean scores) {
        int from = x;
        Window window = window();
        int channels = shape().channels() * (1 + random.nextInt(3));
        Shape to = window.output(shape(), channels);
        if (to.size() > MAX_ELEMENTS) {
            if (scores) {
                dense(x, 2, true);
            }
            return;
        }
        IntegerWeights matrix = weights(channels, window.taps());
        int padValue = typeOf(from).zeroPoint();
        String name = name();
        linear(
                (requantizer, type) ->
                        new Operation.DepthwiseConvolution(
                                name, from, matrix, window, padValue, requantizer, type),
                to,
                scores);
    }

    /** An operation with weights that still lacks its requantization. */
    @FunctionalInterface
    private interface Unscaled {
        Operation with(Requantizer requantizer, Tensor output);
    }

    private void linear(Unscaled operation, Shape shape, boolean scores) {
        add(operation.with(null, new Tensor(shape, Tensor.Element.S32, 0, 0)));
        Requantizer requantizer = requantizer(x, shape.channels(), scores);
        operations.remove(operations.size() - 1);
        add(operation.with(requantizer, scores ? scoresOf(shape) : type(shape)));
    }

    private void affine(boolean scores) {
        Requantizer requantizer = requantizer(x, shape().channels(), scores);
        add(
                new Operation.Affine(
                        name(), x, requantizer, scores ? scoresOf(shape()) : type(shape())));
    }

    private Requantizer requantizer(int value, int channels, boolean scores) {
        List<Requantization> entries = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            Statistics statistics = new Statistics(value, channels, c);
            double spread =
                    scores
                            ? 100 + random.nextInt(1 << random.nextInt(20))
                            : 30 + random.nextInt(60);
            double factor = random.nextInt(20) == 0 ? 0 : sign() * spread / statistics.deviation;
            factor = Math.max(-30_000, Math.min(30_000, factor));
            double bias = target() - factor * statistics.mean;
            bias = Math.max(-(1 << 29), Math.min(1 << 29, bias));
            entries.add(Requantization.of(factor, bias));
        }
        int minimum = scores ? Integer.MIN_VALUE : 0;
        int maximum = scores ? Integer.MAX_VALUE : 255;
        if (random.nextInt(4) == 0) {
            minimum = random.nextInt(50);
        }
        if (random.nextInt(4) == 0) {
            maximum = 200 + random.nextInt(scores ? 10_000 : 56);
        }
        return new Requantizer(entries, minimum, maximum);
    }

    private void averagePool(Window window, boolean scores) {
        Shape from = shape();
        Shape to = window.output(from, from.channels());
        int[] counts = counts(window, from, to);
        int first = Arrays.stream(counts).min().orElseThrow();
        int last = Arrays.stream(counts).max().orElseThrow();
        if (first == 0) {
            window = Window.all(from);
            to = Shape.vector(from.channels());
            first = from.positions();
            last = first;
        }
        double gain = sign() * (0.5 + random.nextDouble()) * (scores ? 100 : 1);
        double mean = new Statistics(x, 1, 0).mean;
        List<Requantization> entries = new ArrayList<>();
        for (int count = first; count <= last; count++) {
            entries.add(Requantization.of(gain / count, target() - gain * mean));
        }
        Requantizer requantizer =
                scores
                        ? new Requantizer(entries, Integer.MIN_VALUE, Integer.MAX_VALUE)
                        : new Requantizer(entries, 0, 255);
        add(
                new Operation.AveragePool(
                        name(), x, window, first, requantizer, scores ? scoresOf(to) : type(to)));
    }

    private void maxPool() {
        Window window = window();
        Shape to = window.output(shape(), shape().channels());
        if (Arrays.stream(counts(window, shape(), to)).min().orElseThrow() > 0) {
            add(new Operation.MaxPool(name(), x, window, typeOf(x).withShape(to)));
        }
    }

    private void lookup() {
        add(new Operation.Lookup(name(), x, table(), type(shape())));
    }

    private void clamp() {
        byte[] minimum = new byte[shape().channels()];
        byte[] maximum = new byte[minimum.length];
        for (int c = 0; c < minimum.length; c++) {
            minimum[c] = (byte) random.nextInt(60);
            maximum[c] = (byte) (150 + random.nextInt(106));
        }
        add(new Operation.Clamp(name(), x, minimum, maximum, typeOf(x)));
    }

    private void addTo(int skip) {
        double factorA = sign() * (0.3 + 0.5 * random.nextDouble());
        double factorB = sign() * (0.3 + 0.5 * random.nextDouble());
        double bias =
                target()
                        - factorA * new Statistics(skip, 1, 0).mean
                        - factorB * new Statistics(x, 1, 0).mean;
        int shift = 6 + random.nextInt(10);
        add(
                new Operation.Add(
                        name(),
                        skip,
                        x,
                        (short) Math.round(Math.scalb(factorA, shift)),
                        (short) Math.round(Math.scalb(factorB, shift)),
                        shift,
                        (int) Math.round(Math.scalb(bias + 0.5, shift)),
                        random.nextBoolean() ? 0 : random.nextInt(80),
                        random.nextBoolean() ? 255 : 170 + random.nextInt(86),
                        type(shape())));
    }

    private void reshape(Shape shape) {
        add(new Operation.Reshape(name(), x, typeOf(x).withShape(shape)));
    }

    private void permute() {
        int[] order = new int[shape().size()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        add(
                new Operation.Permute(
                        name(), x, order, typeOf(x).withShape(Shape.vector(order.length))));
    }

    private void pad() {
        int rows = shape().height() == 1 ? 1 : 3;
        int top = random.nextInt(rows);
        int left = random.nextInt(3);
        int bottom = random.nextInt(rows);
        int right = random.nextInt(3);
        Shape from = shape();
        Shape to =
                new Shape(
                        from.height() + top + bottom, from.width() + left + right, from.channels());
        if (to.size() <= MAX_ELEMENTS) {
            Tensor type = typeOf(x);
            add(
                    new Operation.Pad(
                            name(),
                            x,
                            top,
                            left,
                            bottom,
                            right,
                            type.zeroPoint(),
                            type.withShape(to)));
        }
    }

    // Parts.

    /** A window that fits the newest value; of a height of 1 it covers one row. */
    private Window window() {
        Shape from = shape();
        while (true) {
            int[] y = axis(from.height());
            int[] x = axis(from.width());
            if (y != null && x != null) {
                return new Window(y[0], x[0], y[1], x[1], y[2], x[2], y[3], x[3], y[4], x[4]);
            }
        }
    }

    /** Kernel, stride, dilation, padding before and behind; null if they do not fit. */
    private int[] axis(int length) {
        if (length == 1) {
            return new int[] {1, 1, 1, 0, 0};
        }
        int kernel = 1 + random.nextInt(4);
        int stride = 1 + Math.max(0, random.nextInt(5) - 2);
        int dilation = 1 + Math.max(0, random.nextInt(5) - 2);
        int extent = (kernel - 1) * dilation + 1;
        int[] axis = {kernel, stride, dilation, 0, 0};
        if (random.nextBoolean()) {
            axis[3] = random.nextInt(extent);
            axis[4] = random.nextInt(extent);
        }
        return extent > length + axis[3] + axis[4] ? null : axis;
    }

    /** For each output position how many positions of its window are inside of the input. */
    private static int[] counts(Window window, Shape from, Shape to) {
        int[] counts = new int[to.positions()];
        for (int i = 0; i < counts.length; i++) {
            int row = i / to.width() * window.strideY() - window.padTop();
            int column = i % to.width() * window.strideX() - window.padLeft();
            int rows = 0;
            int columns = 0;
            for (int k = 0; k < window.kernelHeight(); k++) {
                int at = row + k * window.dilationY();
                rows += at >= 0 && at < from.height() ? 1 : 0;
            }
            for (int k = 0; k < window.kernelWidth(); k++) {
                int at = column + k * window.dilationX();
                columns += at >= 0 && at < from.width() ? 1 : 0;
            }
            counts[i] = rows * columns;
        }
        return counts;
    }

    /** Mostly binary; some rows of one sign only, some matrices of 8-bit weights. */
    private IntegerWeights weights(int rows, int columns) {
        weights += rows * columns;
        if (random.nextInt(6) == 0) {
            byte[][] matrix = new byte[rows][columns];
            for (byte[] row : matrix) {
                for (int c = 0; c < columns; c++) {
                    row[c] = (byte) (random.nextInt(255) - 127);
                }
            }
            return new IntegerWeights.Int8(matrix);
        }
        int[] kinds = random.ints(rows, 0, 20).toArray();
        return new IntegerWeights.Binary(
                PackedMatrix.pack(
                        rows,
                        columns,
                        (r, c) -> kinds[r] == 0 || kinds[r] > 1 && random.nextBoolean()));
    }

    private byte[] table() {
        byte[] table = new byte[256];
        random.nextBytes(table);
        boolean falls = random.nextInt(3) == 0;
        if (random.nextInt(4) != 0) {
            int[] sorted = new int[256];
            Arrays.setAll(sorted, i -> Byte.toUnsignedInt(table[i]));
            Arrays.sort(sorted);
            for (int i = 0; i < 256; i++) {
                table[i] = (byte) sorted[falls ? 255 - i : i];
            }
        }
        return table;
    }

    private int outputs() {
        return 1 + random.nextInt(40);
    }

    private int sign() {
        return random.nextInt(4) == 0 ? -1 : 1;
    }

    private int target() {
        return 80 + random.nextInt(96);
    }

    private String name() {
        return "operation " + operations.size();
    }

    private Tensor type(Shape shape) {
        return new Tensor(
                shape,
                Tensor.Element.U8,
                (1 + random.nextInt(100)) / 1024.0,
                random.nextBoolean() ? 0 : 100 + random.nextInt(56));
    }

    private Tensor scoresOf(Shape shape) {
        return new Tensor(shape, Tensor.Element.S32, (1 + random.nextInt(100)) / 1024.0, 0);
    }

    private Shape shape() {
        return typeOf(x).shape();
    }

    private Tensor typeOf(int value) {
        if (value == 0) {
            return input;
        }
        return value <= states.size()
                ? states.get(value - 1).tensor()
                : operations.get(value - 1 - states.size()).output();
    }

    private void add(Operation operation) {
        operations.add(operation);
        x = states.size() + operations.size();
        sample();
    }

    private IntegerNetwork network(List<Operation> all) {
        return new IntegerNetwork(input, states, all);
    }

    /** Computes all values for random inputs. */
    private void sample() {
        List<Operation> all = new ArrayList<>(operations);
        Tensor last = typeOf(x);
        if (last.element() == Tensor.Element.U8) {
            all.add(
                    new Operation.Widen(
                            "", x, 0, new Tensor(last.shape(), Tensor.Element.S32, 1, 0)));
        }
        ReferenceInterpreter.Session session = new ReferenceInterpreter(network(all)).session();
        byte[][] inputs = RandomNetworks.inputs(1, SAMPLES + 2, input.shape().size());
        for (int s = 0; s < SAMPLES; s++) {
            samples[s] = session.trace(inputs[s + 2]);
        }
    }

    /** Mean and standard deviation of one channel of a value. */
    private final class Statistics {
        private final double mean;

        /** At least 1. */
        private final double deviation;

        private Statistics(int value, int channels, int channel) {
            if (samples[0] == null) {
                mean = 127.5;
                deviation = 74;
                return;
            }
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int[][] sample : samples) {
                for (int i = channel; i < sample[value].length; i += channels) {
                    sum += sample[value][i];
                    squares += (double) sample[value][i] * sample[value][i];
                    count++;
                }
            }
            mean = sum / count;
            deviation = Math.max(1, Math.sqrt(Math.max(0, squares / count - mean * mean)));
        }
    }
}
