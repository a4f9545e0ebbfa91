package org.binaryconnect.hwexport.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.WeightedOperation;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.kernels.Candidates;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.CostModel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.Scratch;

/**
 * Picks for every operation the cheapest kernel with which the whole fits the limit of working
 * memory.
 */
public final class Planner {

    /** A kernel for an operation with what it needs. */
    private record Candidate(KernelChoice choice, int scratch, long cost) {}

    private final DeviceNetwork network;
    private final Core core;
    private final Limits limits;

    /** For each operation with weights its candidates, cheapest first; null for others. */
    private final List<List<Candidate>> candidates = new ArrayList<>();

    private Planner(DeviceNetwork network, Core core, Limits limits) {
        this.network = network;
        this.core = core;
        this.limits = limits;
        CostModel costs = CostModel.of(core);
        for (DeviceOperation operation : network.operations()) {
            candidates.add(
                    operation instanceof WeightedOperation linear ? list(linear, costs) : null);
        }
    }

    private List<Candidate> list(WeightedOperation linear, CostModel costs) {
        if (linear.weightBytes() > core.largestArray()) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "Layer \"%s\" has %,d bytes of weights, but an array on %s has at most %,d; use a narrower layer or another target",
                            linear.name(),
                            linear.weightBytes(),
                            core.title(),
                            core.largestArray()));
        }
        if (network.isFloat() && core == Core.AVR) {
            throw new ExportException(
                    "There are no kernels with floating-point activations for AVR; use --activations uint8 or another target");
        }
        Shape input = network.values().get(linear.input()).shape();
        List<Candidate> list = new ArrayList<>();
        for (KernelChoice choice : Candidates.of(linear, core)) {
            OptionalLong cost = costs.predict(choice, linear, input);
            if (cost.isPresent()) {
                list.add(
                        new Candidate(
                                choice, Scratch.bytes(choice, linear, input), cost.getAsLong()));
            }
        }
        list.sort(Comparator.comparingLong(Candidate::cost).thenComparingInt(Candidate::scratch));
        // What is neither cheaper nor smaller than another is never chosen.
        List<Candidate> useful = new ArrayList<>();
        for (Candidate candidate : list) {
            if (useful.isEmpty() || candidate.scratch < useful.get(useful.size() - 1).scratch) {
                useful.add(candidate);
            }
        }
        if (useful.isEmpty()) {
            throw new ExportException(
                    "Layer \"%s\" has no kernel for %s with such activations; use another target"
                            .formatted(linear.name(), core.title()));
        }
        return useful;
    }

    /**
     * Plans a network.
     *
     * @throws ExportException if no choice of kernels fits the limit; the message has what is
     *     needed
     */
    public static Plan plan(DeviceNetwork network, Core core, Limits limits) {
        Planner planner = new Planner(network, core, limits);
        Plan plan = planner.run();
        if (!planner.fits(plan)) {
            throw new ExportException(
                    String.format(
                            Locale.ROOT,
                            "The network needs %,d bytes of RAM on %s with the smallest kernels (%,d working memory, %,d state), more than the limit of %,d; allow more, or use narrower layers",
                            plan.memoryBytes() + plan.stateBytes(),
                            core.title(),
                            plan.memoryBytes(),
                            plan.stateBytes(),
                            limits.ram()));
        }
        return plan;
    }

    /**
     * As {@link #plan}, but with the smallest kernels if no choice fits the limit: for comparing
     * networks.
     */
    public static Plan planOrSmallest(DeviceNetwork network, Core core, Limits limits) {
        return new Planner(network, core, limits).run();
    }

    /** The fastest that fits, or the smallest if none does. */
    private Plan run() {
        Plan fastest = plan(new int[candidates.size()]);
        if (fits(fastest)) {
            return fastest;
        }
        int[] chosen =
                candidates.stream().mapToInt(list -> list == null ? 0 : list.size() - 1).toArray();
        if (!fits(plan(chosen))) {
            return plan(chosen);
        }
        // From the smallest up, what saves most first; ends where nothing cheaper fits.
        for (int[] next = improved(chosen); next != null; next = improved(chosen)) {
            chosen = next;
        }
        return plan(chosen);
    }

    private boolean fits(Plan plan) {
        return plan.memoryBytes() + plan.stateBytes() <= limits.ram();
    }

    /**
     * The choice with another kernel for the one operation where that saves most; null if no
     * cheaper kernel fits the limit.
     */
    private int[] improved(int[] chosen) {
        int[] best = null;
        long most = -1;
        for (int o = 0; o < chosen.length; o++) {
            for (int c = 0; c < chosen[o]; c++) {
                List<Candidate> list = candidates.get(o);
                long saved = list.get(chosen[o]).cost - list.get(c).cost;
                if (saved > most) {
                    int[] next = chosen.clone();
                    next[o] = c;
                    if (fits(plan(next))) {
                        best = next;
                        most = saved;
                    }
                }
            }
        }
        return best;
    }

    private Plan plan(int[] chosen) {
        List<Decision> decisions = new ArrayList<>();
        for (int o = 0; o < chosen.length; o++) {
            List<Candidate> list = candidates.get(o);
            decisions.add(
                    list == null
                            ? null
                            : new Decision(
                                    list.get(chosen[o]).choice,
                                    list.get(chosen[o]).cost,
                                    reason(list, chosen[o])));
        }
        return Plan.of(network, core, decisions);
    }

    private String reason(List<Candidate> list, int chosen) {
        if (list.size() == 1) {
            return "fastest and smallest";
        }
        if (chosen == 0) {
            Candidate next = list.get(1);
            return String.format(
                    Locale.ROOT,
                    "fastest; %s would save %,d bytes of scratch and take %.2f times as many %s",
                    next.choice.id(),
                    list.get(0).scratch - next.scratch,
                    (double) next.cost / list.get(0).cost,
                    core.unit());
        }
        Candidate faster = list.get(chosen - 1);
        return String.format(
                Locale.ROOT,
                "fastest that fits; %s takes %.2f times the %s but needs %,d bytes of scratch",
                faster.choice.id(),
                (double) faster.cost / list.get(chosen).cost,
                core.unit(),
                faster.scratch);
    }
}
