package org.binaryconnect.examples.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.binaryconnect.examples.RunException;
import org.binaryconnect.examples.data.FashionMnistData;
import org.binaryconnect.examples.data.ImageSets;
import org.binaryconnect.examples.data.MnistData;
import org.binaryconnect.examples.data.MnistFiles;
import org.binaryconnect.examples.recipe.ConvolutionalNetwork;
import org.binaryconnect.examples.recipe.Method;
import org.binaryconnect.examples.recipe.Recipe;
import org.binaryconnect.examples.training.ImageTraining;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Table 1: optimizers with and without the scaling of learning rates, on a small convolutional
 * network. The paper does not say which; this one has two stages of 8 and 16 channels and fully
 * connected layers of 64. Nor does it say the learning rates: these were chosen for the rows with
 * scaling.
 */
@Command(
        name = "lr-scaling",
        description =
                "Table 1: optimizers with and without learning-rate scaling, on a small convolutional network. A run that is cut goes on with the same command.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ScalingTable implements Callable<Integer> {

    private static final int UNITS_PER_CHANNEL = 8;

    /** What the network is trained on. */
    enum Data {
        CIFAR10("CIFAR-10") {
            @Override
            ImageSets load(Path folder) throws IOException {
                return ImageTask.CIFAR10.load(
                        folder != null ? folder : ImageTask.CIFAR10.defaultFolder());
            }

            @Override
            DataNormalization normalization(ImageSets images) {
                return ImageTask.CIFAR10.normalization(images);
            }
        },
        MNIST("MNIST") {
            @Override
            ImageSets load(Path folder) throws IOException {
                return MnistData.load(folder != null ? folder : MnistFiles.defaultFolder())
                        .imageSets();
            }
        },
        FASHION_MNIST("Fashion-MNIST") {
            @Override
            ImageSets load(Path folder) throws IOException {
                return FashionMnistData.load(
                        folder != null ? folder : FashionMnistData.defaultFolder());
            }
        };

        private final String title;

        Data(String title) {
            this.title = title;
        }

        abstract ImageSets load(Path folder) throws IOException;

        /** Null for none. */
        DataNormalization normalization(ImageSets images) {
            return null;
        }

        /** As the command line has it. */
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Data of(String id) throws RunException {
            for (Data data : values()) {
                if (data.id().equals(id)) {
                    return data;
                }
            }
            throw new RunException(
                    "--on has no \"%s\"; choose of cifar10, mnist, fashion-mnist".formatted(id));
        }
    }

    @Mixin private TableOptions options;

    @Option(
            names = "--on",
            paramLabel = "DATA",
            description =
                    "cifar10, as in the paper, or mnist or fashion-mnist. Default: ${DEFAULT-VALUE}.",
            defaultValue = "cifar10")
    private String on;

    @Option(
            names = "--data",
            description =
                    "Folder of the data. Default: that of the data, as their own tables have it.")
    private Path dataFolder;

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        add(rows, "sgd", "SGD", Method.SGD, 0.1, 1e-3, "-", "11.45");
        add(rows, "nesterov", "Nesterov momentum", Method.NESTEROV, 1e-2, 1e-4, "15.65", "11.30");
        add(rows, "adam", "ADAM", Method.ADAM, 3e-3, 3e-5, "12.81", "10.47");
        return rows;
    }

    private static void add(
            List<Row> rows,
            String id,
            String title,
            Method method,
            double first,
            double last,
            String unscaled,
            String scaled) {
        Recipe recipe =
                Recipe.DENSE
                        .withHiddenLayers(2)
                        .withWidth(8)
                        .withMethod(method)
                        .withFirstLearningRate(first)
                        .withLastLearningRate(last);
        rows.add(
                new Row(
                        id + "-unscaled",
                        title + ", no scaling",
                        unscaled,
                        "-",
                        recipe.withScaleStep(false)));
        rows.add(new Row(id, title + ", scaling", scaled, "-", recipe));
    }

    @Override
    public Integer call() throws IOException, RunException {
        Data data = Data.of(on);
        List<Row> rows = options.select(rows());
        ImageSets images = data.load(dataFolder);
        new Experiment(
                        data.title,
                        ImageTraining.images(images, data.normalization(images)),
                        recipe ->
                                ConvolutionalNetwork.configuration(
                                        recipe,
                                        UNITS_PER_CHANNEL * recipe.width(),
                                        images.training().shape(),
                                        images.training().classes()),
                        options.folder("lr-scaling-" + data.id()),
                        options.restart(),
                        System.out)
                .print(
                        data.title
                                + ", small convolutional network, binary weights (det.); the paper's column is of CIFAR-10 and a network of its own",
                        rows,
                        options.seeds());
        return 0;
    }
}
