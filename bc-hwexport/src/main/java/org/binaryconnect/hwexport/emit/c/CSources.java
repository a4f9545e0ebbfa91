package org.binaryconnect.hwexport.emit.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.binaryconnect.hwexport.emit.GoldenVectors;
import org.binaryconnect.hwexport.emit.Templates;
import org.binaryconnect.hwexport.floating.FloatNetwork;
import org.binaryconnect.hwexport.integer.DeviceNetwork;
import org.binaryconnect.hwexport.integer.DeviceOperation;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.plan.Plan;

/** The C99 sources of one network, filled into the templates. The same plan gives the same text. */
public final class CSources {

    /** Headers of windows name it; without integers nothing calls it. */
    private static final String REQUANTIZATION = "bc_requantize.c";

    private final Map<String, Object> values = new HashMap<>();
    private final List<COperation> operations;

    /**
     * @param name prefix of all C names, a lower-case C identifier
     * @param hash identity of the network
     * @param outputFunction what the model applies to the scores; "identity" for nothing
     * @param golden vectors of the self-test
     */
    public CSources(
            String name, Plan plan, String hash, String outputFunction, GoldenVectors golden) {
        DeviceNetwork network = plan.network();
        boolean isFloat = network.isFloat();
        operations =
                IntStream.range(0, network.operations().size())
                        .mapToObj(writer(name, plan))
                        .toList();
        values.put("name", name);
        values.put("NAME", name.toUpperCase(Locale.ROOT));
        values.put("core", plan.core().title());
        values.put("formatVersion", PackedModel.FORMAT_VERSION);
        values.put("modelSha256", hash);
        values.put("inputs", network.inputs());
        values.put("inputHeight", network.input().shape().height());
        values.put("inputWidth", network.input().shape().width());
        values.put("inputChannels", network.input().shape().channels());
        values.put("scores", network.scores());
        values.put("inputScale", literal(network.input().scale()));
        values.put("inputZeroPoint", network.input().zeroPoint());
        values.put("scoreScale", literal(network.output().scale()));
        values.put("isFloat", isFloat);
        values.put("inputType", isFloat ? "float" : "uint8_t");
        values.put("scoreType", isFloat ? "float" : "int32_t");
        values.put("wordType", isFloat ? "float" : "uint32_t");
        values.put("goldenInputType", isFloat ? "uint32_t" : "uint8_t");
        values.put("goldenScoreType", isFloat ? "uint32_t" : "int32_t");
        values.put("outputFunction", outputFunction.equals("identity") ? null : outputFunction);
        values.put("weightBytes", weightBytes());
        values.put("memoryBytes", plan.memoryBytes());
        values.put("scratchBytes", plan.peakScratchBytes());
        values.put("stateBytes", plan.stateBytes());
        boolean isRecurrent = plan.stateBytes() > 0;
        values.put("isRecurrent", isRecurrent);
        values.put("statePadding", plan.statePadding() > 0 ? plan.statePadding() : null);
        values.put("hiddens", hiddens(network));
        values.put("cells", cells(network));
        values.put("operations", operations.stream().map(this::view).toList());
        values.put("scratches", scratches(plan));
        values.put(
                "usesMemory",
                operations.stream()
                        .flatMap(operation -> operation.calls.stream())
                        .anyMatch(call -> call.arguments().contains("memory->")));
        values.put("headers", headers(isRecurrent));
        List<Map<String, Object>> vectors = new ArrayList<>();
        for (int v = 0; v < golden.inputs().length; v++) {
            vectors.add(
                    Map.of(
                            "inputRows",
                            isFloat
                                    ? ArrayRows.bits(golden.inputBits(v))
                                    : ArrayRows.hexadecimal(golden.inputs()[v]),
                            "scoreRows",
                            isFloat
                                    ? ArrayRows.bits(golden.scores()[v])
                                    : ArrayRows.decimal(golden.scores()[v])));
        }
        values.put("vectorCount", vectors.size());
        values.put("vectors", vectors);
        values.put("goldenSteps", golden.steps());
    }

    private static IntFunction<COperation> writer(String name, Plan plan) {
        return plan.network() instanceof FloatNetwork floats
                ? new FloatOperationWriter(name, plan, floats)::write
                : new OperationWriter(name, plan, (IntegerNetwork) plan.network())::write;
    }

    /** Nine digits tell any two single-precision numbers apart. */
    private static String literal(double value) {
        return String.format(Locale.ROOT, "%.9e", value);
    }

    /** Bytes of the packed weights in the order of the kernels. */
    public int weightBytes() {
        return bytes("weights");
    }

    /** Bytes of all constant arrays but the weights. */
    public int constantBytes() {
        return operations.stream()
                        .flatMap(operation -> operation.arrays.stream())
                        .mapToInt(CArray::bytes)
                        .sum()
                - weightBytes();
    }

    private int bytes(String suffix) {
        return operations.stream()
                .flatMap(operation -> operation.arrays.stream())
                .filter(array -> array.suffix().equals(suffix))
                .mapToInt(CArray::bytes)
                .sum();
    }

    private Map<String, Object> view(COperation operation) {
        Map<String, Object> view = new HashMap<>();
        view.put("identifier", operation.identifier);
        view.put("comment", operation.calls.isEmpty() ? null : operation.layer);
        view.put("arrays", operation.arrays);
        view.put("sharedArrays", operation.arrays.stream().filter(CArray::isShared).toList());
        view.put("structures", operation.structures);
        view.put("calls", operation.calls);
        view.put("trace", operation.calls.isEmpty() ? null : operation.trace);
        return view;
    }

    private static List<Map<String, Object>> hiddens(DeviceNetwork network) {
        List<Map<String, Object>> hiddens = new ArrayList<>();
        for (int s = 0; s < network.states().size(); s++) {
            IntegerNetwork.State state = network.states().get(s);
            hiddens.add(
                    Map.of(
                            "member", "hidden" + s,
                            "layer", OperationWriter.inComment(state.name()),
                            "type", Storage.type(state.tensor().element()),
                            "count", state.tensor().shape().size(),
                            "bytes", state.tensor().bytes(),
                            "zeroPoint", state.tensor().zeroPoint()));
        }
        return hiddens;
    }

    private static List<Map<String, Object>> cells(DeviceNetwork network) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (int o = 0; o < network.operations().size(); o++) {
            DeviceOperation operation = network.operations().get(o);
            if (operation.cellBytes() > 0) {
                cells.add(
                        Map.of(
                                "member",
                                "cell" + o,
                                "layer",
                                OperationWriter.inComment(operation.name()),
                                "type",
                                network.isFloat() ? "float" : "int16_t",
                                "count",
                                operation.output().shape().size(),
                                "bytes",
                                operation.cellBytes()));
            }
        }
        return cells;
    }

    /** What the C macros must confirm about the scratch that is planned. */
    private static List<Map<String, Object>> scratches(Plan plan) {
        List<Map<String, Object>> scratches = new ArrayList<>();
        for (int o = 0; o < plan.decisions().size(); o++) {
            if (plan.choice(o) != null) {
                scratches.add(
                        Map.of(
                                "identifier", OperationWriter.identifier(o),
                                "macro", ScratchMacro.of(plan, o),
                                "bytes", plan.scratchBytes(o)));
            }
        }
        return scratches;
    }

    private Set<String> functions() {
        Set<String> functions = new TreeSet<>();
        for (COperation operation : operations) {
            operation.calls.forEach(call -> functions.add(call.function()));
        }
        return functions;
    }

    private Set<String> headers(boolean isRecurrent) {
        Set<String> headers = new TreeSet<>(Set.of("bc_rom.h"));
        for (String function : functions()) {
            headers.add(Functions.header(function));
        }
        if (isRecurrent) {
            headers.add("bc_copy.h");
        }
        return headers;
    }

    /** The files of the runtime that the sources need. */
    public RuntimeFiles runtime(Plan plan) {
        Set<String> sources = new TreeSet<>();
        functions().forEach(function -> sources.add(function + ".c"));
        plan.kernels().forEach(kernel -> sources.addAll(kernel.sources()));
        if (plan.stateBytes() > 0) {
            sources.add("bc_copy.h");
        }
        sources.add("bc_rom.h");
        RuntimeFiles files = new RuntimeFiles(sources);
        return plan.network().isFloat() ? files.without(REQUANTIZATION) : files;
    }

    /** Fills a template, with further values beside the network's. */
    public String render(String template, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(more);
        return Templates.render("c/" + template, all);
    }

    /** Fills a template. */
    public String render(String template) {
        return render(template, Map.of());
    }
}
