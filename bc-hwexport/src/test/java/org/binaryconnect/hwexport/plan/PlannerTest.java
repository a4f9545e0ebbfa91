package org.binaryconnect.hwexport.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.RandomGraphs;
import org.binaryconnect.hwexport.integer.RandomNetworks;
import org.binaryconnect.hwexport.ir.Shape;
import org.binaryconnect.hwexport.kernels.Candidates;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.kernels.CostModel;
import org.binaryconnect.hwexport.kernels.KernelChoice;
import org.binaryconnect.hwexport.kernels.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

    private static final Pattern NEEDED = Pattern.compile("needs ([0-9,]+) bytes of RAM");

    private static Plan plan(IntegerNetwork network, Core core, long ram) {
        return Planner.plan(network, core, new Limits(ram, Long.MAX_VALUE));
    }

    private static long ram(Plan plan) {
        return plan.memoryBytes() + plan.stateBytes();
    }

    private static long cost(Plan plan) {
        return Arrays.stream(plan.costs()).sum();
    }

    private static ExportException refusal(IntegerNetwork network, Core core, long ram) {
        return assertThrows(ExportException.class, () -> plan(network, core, ram));
    }

    /** The bytes of which a refusal says that they are needed. */
    private static long smallest(IntegerNetwork network, Core core) {
        String message = refusal(network, core, 0).getMessage();
        Matcher matcher = NEEDED.matcher(message);
        assertTrue(matcher.find(), message);
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    /** All kernels of an operation that were measured, with their costs. */
    private record Priced(KernelChoice choice, long cost, int scratch) {}

    private static List<Priced> priced(IntegerNetwork network, Core core, int o) {
        Operation.Linear linear = (Operation.Linear) network.operations().get(o);
        Shape input = network.values().get(linear.input()).shape();
        CostModel costs = CostModel.of(core);
        List<Priced> all = new ArrayList<>();
        for (KernelChoice choice : Candidates.of(linear, core)) {
            costs.predict(choice, linear, input)
                    .ifPresent(
                            cost ->
                                    all.add(
                                            new Priced(
                                                    choice,
                                                    cost,
                                                    Scratch.bytes(choice, linear, input))));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Core.class)
    void withoutLimitsEachOperationHasItsCheapestKernel(Core core) {
        int linear = 0;
        for (long seed = 0; seed < 100; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            Plan plan = Planner.plan(network, core, Limits.NONE);
            for (int o = 0; o < network.operations().size(); o++) {
                if (network.operations().get(o) instanceof Operation.Linear) {
                    long cheapest =
                            priced(network, core, o).stream()
                                    .mapToLong(Priced::cost)
                                    .min()
                                    .orElseThrow();
                    assertEquals(cheapest, plan.decisions().get(o).cost());
                    linear++;
                }
            }
        }
        assertTrue(linear > 100, linear + " operations with weights");
    }

    /**
     * One layer: of all kernels that fit the limit the cheapest is taken. The working memory of a
     * layer between input and scores is its scratch, at least a word.
     */
    @ParameterizedTest
    @EnumSource(Core.class)
    void underALimitOneLayerHasTheCheapestKernelThatFits(Core core) {
        IntegerNetwork network = RandomNetworks.network(1, 256, 64);
        List<Priced> all = priced(network, core, 0);
        for (Priced exact : all) {
            int needed = Math.max(4, exact.scratch);
            for (int limit : new int[] {needed, needed - 1}) {
                List<Priced> fitting =
                        all.stream().filter(p -> Math.max(4, p.scratch) <= limit).toList();
                if (fitting.isEmpty()) {
                    refusal(network, core, limit);
                } else {
                    Plan plan = plan(network, core, limit);
                    assertEquals(
                            fitting.stream().mapToLong(Priced::cost).min().orElseThrow(),
                            plan.decisions().get(0).cost());
                    assertTrue(plan.memoryBytes() <= limit);
                }
            }
        }
    }

    /**
     * 784-100-10 with room for the first layer's look-up tables or not, computed by hand: 50 176
     * bytes of tables (98 groups of 512) and 100 activations.
     */
    @Test
    void aLimitIsUsedToTheLastByte() {
        IntegerNetwork network = RandomNetworks.network(1, 784, 100, 10);
        Plan fastest = Planner.plan(network, Core.CORTEX_M3, Limits.NONE);
        assertEquals("lut8", fastest.choice(0).id());
        assertEquals(98 * 512 + 100, fastest.memoryBytes());

        assertEquals("lut8", plan(network, Core.CORTEX_M3, 98 * 512 + 100).choice(0).id());
        Plan less = plan(network, Core.CORTEX_M3, 98 * 512 + 99);
        assertTrue(less.memoryBytes() <= 98 * 512 + 99);
        assertTrue(less.decisions().get(0).cost() > fastest.decisions().get(0).cost());
    }

    @Test
    void anImpossibleLimitIsRefusedInOneLineWithTheBytesThatSuffice() {
        for (long seed = 0; seed < 100; seed++) {
            for (Core core : List.of(Core.CORTEX_M4, Core.AVR)) {
                IntegerNetwork network = RandomGraphs.graph(seed);
                long needed = smallest(network, core);
                String message = refusal(network, core, needed - 1).getMessage();

                assertEquals(1, message.lines().count(), message);
                assertTrue(message.contains("; allow more"), message);
                assertEquals(needed, ram(plan(network, core, needed)));
            }
        }
    }

    @Test
    void reasonsHaveTheNumbersOfTheKernelThatWasNotTaken() {
        IntegerNetwork network = RandomNetworks.network(1, 784, 100, 10);
        Plan fastest = Planner.plan(network, Core.CORTEX_M3, Limits.NONE);
        Plan less = plan(network, Core.CORTEX_M3, fastest.memoryBytes() - 1);
        Decision fast = fastest.decisions().get(0);
        Decision slow = less.decisions().get(0);
        int saved = fastest.scratchBytes(0) - less.scratchBytes(0);
        double times = (double) slow.cost() / fast.cost();

        assertEquals(
                String.format(
                        Locale.ROOT,
                        "fastest; %s would save %,d bytes of scratch and take %.2f times as many instructions",
                        slow.choice().id(),
                        saved,
                        times),
                fast.reason());
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "fastest that fits; lut8 takes %.2f times the instructions but needs 50,176 bytes of scratch",
                        1 / times),
                slow.reason());
    }

    @Test
    void aLayerWiderThanAnArrayOnAvrIsRefusedWithItsName() {
        IntegerNetwork network = RandomNetworks.network(1, 1024, 300, 10);

        String message =
                assertThrows(
                                ExportException.class,
                                () -> Planner.plan(network, Core.AVR, Limits.NONE))
                        .getMessage();

        assertTrue(message.contains("\"layer 1\" has 38,400 bytes"), message);
    }

    /**
     * Random graphs on cores with many and with few kernels: whatever the limit between the
     * smallest and the largest, the plan is within it, and with more memory never slower.
     */
    @ParameterizedTest
    @EnumSource(
            value = Core.class,
            names = {"CORTEX_M0PLUS", "CORTEX_M4", "CORTEX_M55"})
    void moreMemoryNeverMakesAPlanSlower(Core core) {
        int choices = 0;
        for (long seed = 0; seed < 300; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            long smallest = smallest(network, core);
            long largest = ram(Planner.plan(network, core, Limits.NONE));
            long last = Long.MAX_VALUE;
            long lastRam = 0;
            for (int i = 0; i <= 24; i++) {
                long limit = smallest + (largest - smallest) * i / 24;
                Plan plan = plan(network, core, limit);
                assertTrue(ram(plan) <= limit);
                assertTrue(
                        cost(plan) <= last,
                        "graph %d: %d with at most %d bytes, but %d with %d"
                                .formatted(seed, cost(plan), limit, last, lastRam));
                choices += i > 0 && cost(plan) < last ? 1 : 0;
                last = cost(plan);
                lastRam = limit;
            }
            assertEquals(cost(Planner.plan(network, core, Limits.NONE)), last);
        }
        assertTrue(choices > 100, choices + " plans that are faster than those with less memory");
    }

    /**
     * What a limit costs is needed: with any one operation's next cheaper kernel the plan would
     * exceed the limit.
     */
    @ParameterizedTest
    @EnumSource(
            value = Core.class,
            names = {"CORTEX_M0PLUS", "CORTEX_M4", "CORTEX_M55"})
    void noOperationCouldHaveItsNextCheaperKernel(Core core) {
        int compared = 0;
        for (long seed = 0; seed < 300; seed++) {
            IntegerNetwork network = RandomGraphs.graph(seed);
            long smallest = smallest(network, core);
            long largest = ram(Planner.plan(network, core, Limits.NONE));
            for (int i = 0; i <= 8; i++) {
                long limit = smallest + (largest - smallest) * i / 8;
                Plan plan = plan(network, core, limit);
                for (int o = 0; o < network.operations().size(); o++) {
                    Decision decision = plan.decisions().get(o);
                    if (decision == null) {
                        continue;
                    }
                    for (Priced other : priced(network, core, o)) {
                        if (other.cost < decision.cost()) {
                            List<Decision> cheaper = new ArrayList<>(plan.decisions());
                            cheaper.set(o, new Decision(other.choice, other.cost, ""));
                            long needed = ram(Plan.of(network, core, cheaper));
                            assertTrue(
                                    needed > limit,
                                    "graph %d, operation %d: %s would need %d of %d bytes"
                                            .formatted(seed, o, other.choice.id(), needed, limit));
                            compared++;
                        }
                    }
                }
            }
        }
        assertTrue(compared > 100, compared + " cheaper kernels that do not fit");
    }
}
