package org.binaryconnect.examples.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.integer.IntegerNetwork;
import org.binaryconnect.hwexport.integer.IntegerWeights;
import org.binaryconnect.hwexport.integer.Operation;
import org.binaryconnect.hwexport.integer.Tensor;
import org.binaryconnect.hwexport.model.PackedModel;
import org.binaryconnect.hwexport.verify.ExportedFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what is in an export, without a compiler and without the model. */
@Command(
        name = "inspect",
        description = "Print an export layer by layer: shapes, weights, kernels, scales, memory.",
        mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "Folder that ./bc export wrote, or a packed model (.bcm).")
    private Path path;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(path)) {
            throw new ExportException(
                    "%s does not exist; give a folder that ./bc export wrote, or a .bcm file"
                            .formatted(path));
        }
        if (!Files.isDirectory(path)) {
            network(PackedModel.read(path), null);
            return 0;
        }
        ExportedFolder exported = ExportedFolder.open(path);
        line("%s, for %s", exported.name(), exported.target());
        network(exported.network(), exported.report().get("layers"));
        ReportTable table = new ReportTable(exported.report(), out);
        if (exported.isFpga()) {
            out.println();
            table.layers();
        }
        out.println();
        table.totals();
        out.println();
        table.memory();
        return 0;
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private void network(IntegerNetwork network, JsonNode layers) {
        line("SHA-256      %s", PackedModel.sha256(network));
        line("Weights      %,d in %,d bytes", network.weights(), network.weightBytes());
        out.println();
        String format = "%3s  %-20s %-20s %-11s %-24s %-18s %11s %10s";
        line(format, "#", "layer", "operation", "result", "weights", "kernel", "scale", "zero");
        line(
                format,
                "",
                "input",
                "",
                network.input().shape(),
                "",
                "",
                number(network.input().scale()),
                network.input().zeroPoint());
        for (int o = 0; o < network.operations().size(); o++) {
            Operation operation = network.operations().get(o);
            Tensor output = operation.output();
            String kernel = layers == null ? "" : layers.path(o).path("kernel").asText("");
            line(
                    format,
                    o,
                    operation.name(),
                    operation.getClass().getSimpleName(),
                    output.shape(),
                    operation instanceof Operation.Linear linear ? weights(linear.weights()) : "",
                    kernel,
                    output.scale() == 0 ? "by channel" : number(output.scale()),
                    output.zeroPoint());
        }
    }

    private static String weights(IntegerWeights weights) {
        return "%dx%d %s, %d bytes"
                .formatted(
                        weights.columns(),
                        weights.rows(),
                        weights instanceof IntegerWeights.Binary ? "binary" : "8-bit",
                        weights.bytes());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
