package org.binaryconnect.examples.export;

import java.nio.file.Path;
import java.util.Arrays;
import org.binaryconnect.examples.data.ExampleData;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a file of examples is to be understood; for all commands that read one. */
final class DataOptions {

    /** What the help says about files of examples. */
    static final String KINDS =
            "an IDX file of images (the network sees byte / 255), a .csv file of numbers (one line an example),"
                    + " a .bin or .dataset file that ND4J's DataSet.save wrote, or a folder of those";

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "IDX file with the labels of an IDX file of images.")
    private Path labels;

    @Option(
            names = "--label-column",
            paramLabel = "N",
            description = "Column of a CSV file with the class: 0 is the first, -1 the last.")
    private Integer labelColumn;

    @Option(
            names = "--shape",
            paramLabel = "CxHxW",
            converter = ShapeConverter.class,
            description =
                    "Shape of an example in DL4J's order, for example 1x28x28, where the network does not take it as the file has it.")
    private Shape shape;

    ExampleData.Options options() {
        return new ExampleData.Options(labels, labelColumn, shape == null ? null : shape.sizes);
    }

    /** Sizes of an example; an array of its own would be an option with several values. */
    record Shape(long[] sizes) {}

    /** Sizes with x between them. */
    static final class ShapeConverter implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String text) {
            if (!text.matches("[1-9]\\d{0,8}(x[1-9]\\d{0,8}){0,3}")) {
                throw new TypeConversionException(
                        "'%s' is no shape of an example; give for example 784 or 1x28x28"
                                .formatted(text));
            }
            return new Shape(Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
        }
    }
}
