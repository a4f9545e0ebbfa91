package org.binaryconnect.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.math3.stat.StatUtils;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.updaters.BinaryConnectUpdater;
import org.binaryconnect.updaters.BinaryWeightsUpdater;
import org.binaryconnect.updaters.Bop;
import org.binaryconnect.updaters.MatrixUpdate;
import org.binaryconnect.updaters.ProxQuant;
import org.binaryconnect.updaters.arrays.Clipper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time of the update of binary weights, updater and clip, against DL4J's updaters alone. */
@Command(
        name = "update",
        description =
                "Time of an update of 2.9 million binary weights, updater and clip, against DL4J's Adam alone: ratios, interleaved.",
        mixinStandardHelpOptions = true)
final class UpdateBench implements Callable<Integer> {

    /** Those of 784-1024-1024-1024-10, as one block. */
    private static final int WEIGHTS = 2_910_208;

    private static final int WARM_UP = 20;

    private static final List<IUpdater> OPTIMIZERS =
            List.of(
                    new Adam(),
                    new Sgd(),
                    new Nesterovs(),
                    new AdaMax(),
                    new AMSGrad(),
                    new Nadam(),
                    new AdaGrad(),
                    new AdaDelta(),
                    new RmsProp(),
                    // DL4J cannot start it by itself.
                    new BinaryConnectUpdater(new AdaBelief()),
                    new Bop(),
                    new ProxQuant());

    @Option(
            names = "--rounds",
            description = "Timed updates of each. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60")
    private int rounds;

    private final INDArray gradient = Nd4j.randn(DataType.FLOAT, WEIGHTS);
    private final INDArray step = gradient.ulike();
    private final INDArray weights = Nd4j.rand(DataType.FLOAT, WEIGHTS).muli(2).subi(1);

    /** One row, with the times of its rounds in nanoseconds. */
    private record Row(String name, Runnable update, double[] times) {

        double median() {
            return StatUtils.percentile(times, 50);
        }
    }

    @Override
    public Integer call() throws RunException {
        if (rounds < 1) {
            throw new RunException("rounds must be at least 1, got %d".formatted(rounds));
        }
        List<Row> plain = new ArrayList<>();
        List<Row> binary = new ArrayList<>();
        for (IUpdater optimizer : OPTIMIZERS) {
            IUpdater shown =
                    optimizer instanceof BinaryConnectUpdater binaryConnect
                            ? binaryConnect.getOptimizer()
                            : optimizer;
            String name = shown.getClass().getSimpleName();
            boolean isDl4js = !(optimizer instanceof BinaryWeightsUpdater);
            plain.add(isDl4js ? new Row(name, plain(optimizer), new double[rounds]) : null);
            binary.add(new Row(name, binary(optimizer), new double[rounds]));
        }
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int i = 0; i < binary.size(); i++) {
                time(plain.get(i), round);
                time(binary.get(i), round);
            }
        }
        print(plain, binary);
        return 0;
    }

    /** DL4J's step alone. */
    private Runnable plain(IUpdater optimizer) {
        GradientUpdater<?> running = start(optimizer);
        return () -> running.applyUpdater(step, 10, 1);
    }

    /** Everything that an update of binary weights takes beside the subtraction of the step. */
    private Runnable binary(IUpdater optimizer) {
        MatrixUpdate matrix = new MatrixUpdate(1024, 1024, 0, 1, true);
        BinaryWeightsUpdater updater = BinaryWeightsUpdater.of(optimizer);
        GradientUpdater<?> running = start(updater.forWeights(matrix));
        return () -> {
            running.applyUpdater(step, 10, 1);
            updater.afterStep(matrix).ifPresent(last -> last.apply(weights, step, 1e-3, 10, 1));
            Clipper.clip(weights, 1);
        };
    }

    private static GradientUpdater<?> start(IUpdater optimizer) {
        long size = optimizer.stateSize(WEIGHTS);
        INDArray state = size == 0 ? null : Nd4j.create(DataType.FLOAT, size);
        return optimizer.instantiate(state, true);
    }

    private void time(Row row, int round) {
        if (row == null) {
            return;
        }
        step.assign(gradient);
        long start = System.nanoTime();
        row.update.run();
        if (round >= 0) {
            row.times[round] = System.nanoTime() - start;
        }
    }

    private void print(List<Row> plain, List<Row> binary) {
        double adam = plain.get(0).median();
        System.out.printf(
                "Update of %,d binary weights, float, %d rounds of all in turn, medians:%n%n",
                WEIGHTS, rounds);
        System.out.printf(
                "%-12s %12s %18s %14s %14s%n",
                "optimizer", "DL4J ms", "scaled+clip ms", "to its own", "to DL4J Adam");
        for (int i = 0; i < binary.size(); i++) {
            Row own = plain.get(i);
            double time = binary.get(i).median();
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %12s %18.2f %14s %13.2fx%n",
                    binary.get(i).name,
                    own == null ? "" : String.format(Locale.ROOT, "%.2f", own.median() / 1e6),
                    time / 1e6,
                    own == null ? "" : String.format(Locale.ROOT, "%.2fx", time / own.median()),
                    time / adam);
        }
    }
}
