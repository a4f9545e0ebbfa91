package org.binaryconnect.examples.search.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.search.data.DataSettings;
import org.binaryconnect.examples.search.data.SearchData;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.kernels.Core;
import org.binaryconnect.hwexport.pipeline.DeploymentCost.Metric;
import org.deeplearning4j.arbiter.BaseNetworkSpace;

/** Reads job files. */
public final class JobFile {

    /** Comments are allowed: a job is written by hand. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final int ALL = Integer.MAX_VALUE;

    private final Path file;
    private final JobValue root;

    private JobFile(Path file, JobValue root) {
        this.file = file;
        this.root = root;
    }

    /** A job with its data, which says the shape of the network's input. */
    public record Loaded(Job job, SearchData data) {}

    /**
     * Reads a job and its data.
     *
     * @throws JobException if the file is missing, is no JSON, or says something that cannot be
     * @throws IOException if the data cannot be read
     */
    public static Loaded read(Path file) throws IOException {
        try {
            return new JobFile(file, new JobValue(parse(text(file)), "$")).load();
        } catch (JobException e) {
            throw e.in(file);
        }
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new JobException("there is no such job file");
        }
        return Files.readString(file);
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new JobException("$ is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new JobException(
                    "line %d, column %d: %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage().split(" \\(start marker|\n")[0]));
        }
    }

    private Loaded load() throws IOException {
        root.only(
                "seed",
                "data",
                "parameters",
                "network",
                "generator",
                "target",
                "objectives",
                "earlyStopping",
                "limits",
                "parallel",
                "threads");
        DataSettings settings = data(root.get("data"));
        SearchData data = SearchData.load(settings);
        JobValue network = root.get("network");
        int epochs = network.get("epochs").integer(1, ALL);
        long seed = root.find("seed").map(value -> value.integer(0, ALL)).orElse(1);
        Parameters parameters = new Parameters(root.get("parameters"));
        BaseNetworkSpace<?> space =
                new NetworkReader(network, parameters, epochs, seed).read(data.exampleShape());
        JobValue limits = root.find("limits").orElse(null);
        if (limits != null) {
            limits.only("minutes", "candidateMinutes");
        }
        int parallel = root.find("parallel").map(value -> value.integer(1, 256)).orElse(1);
        Job job =
                new Job(
                        identity(root.node()),
                        seed,
                        settings,
                        parameters.all(),
                        space,
                        epochs,
                        generator(root.get("generator")),
                        core(root.get("target").only("core").get("core")),
                        objectives(root.get("objectives")),
                        root.find("earlyStopping").map(JobFile::earlyStopping).orElse(null),
                        minutes(limits, "minutes", 24 * 60),
                        minutes(limits, "candidateMinutes", 60),
                        parallel,
                        root.find("threads").map(value -> value.integer(1, 256)).orElse(1));
        return new Loaded(job, data);
    }

    private static String identity(JsonNode root) {
        ObjectNode job = root.deepCopy();
        if (job.get("limits") instanceof ObjectNode limits) {
            limits.remove("minutes");
            if (limits.isEmpty()) {
                job.remove("limits");
            }
        }
        return job.toPrettyString();
    }

    private static int minutes(JobValue limits, String name, int standard) {
        return limits == null
                ? standard
                : limits.find(name).map(value -> value.integer(1, ALL)).orElse(standard);
    }

    private DataSettings data(JobValue section) {
        section.only("mnist", "training", "validation", "test", "batch");
        int batch = section.find("batch").map(value -> value.integer(1, ALL)).orElse(100);
        if (section.has("mnist")) {
            section.only("mnist", "batch");
            if (!section.get("mnist").isTrue()) {
                throw section.get("mnist").fault("must be true; or name training and validation");
            }
            return new DataSettings(MnistFiles.defaultFolder().toString(), null, null, null, batch);
        }
        return new DataSettings(
                null,
                part(section.get("training")),
                part(section.get("validation")),
                section.find("test").map(this::part).orElse(null),
                batch);
    }

    private DataSettings.Part part(JobValue section) {
        section.only("file", "labels", "labelColumn", "shape");
        return new DataSettings.Part(
                section.path(),
                path(section.get("file")),
                section.find("labels").map(this::path).orElse(null),
                section.find("labelColumn").map(JobValue::integer).orElse(null),
                section.find("shape")
                        .map(
                                shape ->
                                        shape.elements().stream()
                                                .mapToLong(size -> size.integer(1, ALL))
                                                .toArray())
                        .orElse(null));
    }

    /** Relative to the job file. */
    private String path(JobValue value) {
        return file.toAbsolutePath().getParent().resolve(value.text()).normalize().toString();
    }

    private static GeneratorSettings generator(JobValue section) {
        GeneratorSettings.Type type = section.get("type").constant(GeneratorSettings.Type.class);
        return switch (type) {
            case RANDOM -> {
                section.only("type", "candidates");
                int candidates = section.get("candidates").integer(1, ALL);
                yield new GeneratorSettings(type, candidates, 0, 0, 0);
            }
            case GRID -> {
                section.only("type", "points", "candidates");
                yield new GeneratorSettings(
                        type,
                        section.find("candidates").map(value -> value.integer(1, ALL)).orElse(ALL),
                        section.find("points").map(value -> value.integer(2, ALL)).orElse(3),
                        0,
                        0);
            }
            case GENETIC -> {
                section.only("type", "candidates", "population", "mutation");
                double mutation =
                        section.find("mutation").map(value -> value.number(0)).orElse(0.1);
                if (mutation > 1) {
                    throw section.get("mutation").fault("must be at most 1, is %s", mutation);
                }
                yield new GeneratorSettings(
                        type,
                        section.get("candidates").integer(1, ALL),
                        0,
                        section.find("population").map(value -> value.integer(4, ALL)).orElse(12),
                        mutation);
            }
        };
    }

    private static Core core(JobValue value) {
        try {
            return Core.of(value.text());
        } catch (ExportException e) {
            throw value.fault("is refused: %s", e.getMessage());
        }
    }

    private static Objectives objectives(JobValue section) {
        double error = 1;
        Map<Metric, Objectives.Cost> costs = new LinkedHashMap<>();
        for (String name : section.names()) {
            JobValue objective = section.get(name);
            if (name.equals("error")) {
                objective.only("weight");
                error = objective.find("weight").map(value -> value.number(0)).orElse(1.0);
                continue;
            }
            Metric metric = metric(objective, name);
            objective.only("weight", "limit");
            double weight = objective.find("weight").map(value -> value.number(0)).orElse(0.0);
            long limit = objective.find("limit").map(JobValue::bytes).orElse(Long.MAX_VALUE);
            costs.put(metric, new Objectives.Cost(weight, limit));
        }
        return new Objectives(error, costs);
    }

    private static Metric metric(JobValue objective, String name) {
        for (Metric metric : Metric.values()) {
            if (metric.name().toLowerCase(Locale.ROOT).equals(name)) {
                return metric;
            }
        }
        throw objective.fault("is unknown; there are error, flash, ram, instructions");
    }

    private static EarlyStopping earlyStopping(JobValue section) {
        section.only("afterEpochs", "afterCandidates", "quantile");
        double quantile = section.find("quantile").map(JobValue::number).orElse(0.5);
        if (!(quantile > 0 && quantile <= 1)) {
            throw section.get("quantile").fault("must be above 0 and at most 1, is %s", quantile);
        }
        return new EarlyStopping(
                section.find("afterEpochs").map(value -> value.integer(1, ALL)).orElse(1),
                section.find("afterCandidates").map(value -> value.integer(1, ALL)).orElse(4),
                quantile);
    }
}
