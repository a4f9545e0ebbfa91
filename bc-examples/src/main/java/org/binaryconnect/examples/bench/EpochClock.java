package org.binaryconnect.examples.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Tells how the time of an epoch splits: by when DL4J asks for batches and calls listeners. */
final class EpochClock extends BaseTrainingListener {

    /** What an iteration does, in its order. */
    enum Part {
        DATA,
        FORWARD,
        BACKWARD,
        /** Optimizer and step. */
        UPDATE,
        /** What comes behind the step: the clip. */
        CLIP
    }

    private final long[] nanoseconds = new long[Part.values().length];
    private long last;

    /** An epoch begins. */
    void start() {
        Arrays.fill(nanoseconds, 0);
        last = System.nanoTime();
    }

    /** Seconds of all iterations together. */
    double seconds(Part part) {
        return nanoseconds[part.ordinal()] / 1e9;
    }

    private void add(Part part) {
        long now = System.nanoTime();
        nanoseconds[part.ordinal()] += now - last;
        last = now;
    }

    /** An iterator that tells the clock when it is asked and when it has answered. */
    DataSetIterator watch(DataSetIterator batches) {
        return (DataSetIterator)
                Proxy.newProxyInstance(
                        DataSetIterator.class.getClassLoader(),
                        new Class<?>[] {DataSetIterator.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("hasNext")) {
                                add(Part.CLIP);
                            }
                            try {
                                return method.invoke(batches, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                if (method.getName().equals("next")) {
                                    add(Part.DATA);
                                }
                            }
                        });
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        add(Part.FORWARD);
    }

    @Override
    public void onGradientCalculation(Model model) {
        add(Part.BACKWARD);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        add(Part.UPDATE);
    }
}
