package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ExportException;
import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/** What DL4J puts between layers that take their data in different forms. */
final class Preprocessors {

    private Preprocessors() {}

    static Value read(Part.OfPreprocessor part, Value input, Assembly assembly) {
        InputPreProcessor preprocessor = part.preprocessor();
        Class<?> type = preprocessor.getClass();
        Shape image = image(preprocessor);
        if (image != null) {
            return images(part, image, input, assembly);
        } else if (type == CnnToFeedForwardPreProcessor.class) {
            Windows.requireNchw(part, ((CnnToFeedForwardPreProcessor) preprocessor).getFormat());
            return flatten(part, input, Value.Kind.VECTOR, assembly);
        } else if (type == CnnToRnnPreProcessor.class) {
            LinearLayers.requireNcw(part, ((CnnToRnnPreProcessor) preprocessor).getRnnDataFormat());
            requireSequence(part, assembly);
            return flatten(part, input, Value.Kind.STEP, assembly);
        } else if (type == RnnToFeedForwardPreProcessor.class) {
            LinearLayers.requireNcw(
                    part, ((RnnToFeedForwardPreProcessor) preprocessor).getRnnDataFormat());
            return rnnToFeedForward(part, input);
        } else if (type == FeedForwardToRnnPreProcessor.class) {
            LinearLayers.requireNcw(
                    part, ((FeedForwardToRnnPreProcessor) preprocessor).getRnnDataFormat());
            requireSequence(part, assembly);
            return feedForwardToRnn(part, input);
        }
        throw part.refusal(
                "has a preprocessor of a kind that is not known",
                "leave it out, and prepare the data instead");
    }

    /** The images that a preprocessor makes of vectors; null if it is of another kind. */
    static Shape image(InputPreProcessor preprocessor) {
        if (preprocessor.getClass() == FeedForwardToCnnPreProcessor.class) {
            FeedForwardToCnnPreProcessor image = (FeedForwardToCnnPreProcessor) preprocessor;
            return new Shape(
                    Math.toIntExact(image.getInputHeight()),
                    Math.toIntExact(image.getInputWidth()),
                    Math.toIntExact(image.getNumChannels()));
        }
        if (preprocessor.getClass() == RnnToCnnPreProcessor.class) {
            RnnToCnnPreProcessor image = (RnnToCnnPreProcessor) preprocessor;
            return new Shape(image.getInputHeight(), image.getInputWidth(), image.getNumChannels());
        }
        return null;
    }

    private static Value images(
            Part.OfPreprocessor part, Shape image, Value input, Assembly assembly) {
        if (input.kind() == Value.Kind.IMAGE) {
            return input; // DL4J lets images pass.
        }
        if (part.preprocessor() instanceof RnnToCnnPreProcessor fromSequence) {
            LinearLayers.requireNcw(part, fromSequence.getRnnDataFormat());
            requireSequence(part, assembly);
        }
        boolean isFlat = input.kind() == Value.Kind.VECTOR || input.kind() == Value.Kind.STEP;
        if (!isFlat || input.shape().size() != image.size()) {
            throw part.refusal(
                    "makes images %s of vectors, but gets %s of %s"
                            .formatted(image, input.kind().plural(), input.shape()),
                    "give the shape of the features that the model was trained on");
        }
        return assembly.shaped(part, image, Value.Kind.IMAGE, input);
    }

    private static Value flatten(Part part, Value input, Value.Kind kind, Assembly assembly) {
        return switch (input.kind()) {
            case IMAGE -> assembly.flat(part, input).as(kind);
            case VECTOR -> input.as(kind);
            case SERIES, STEP, LAST -> throw misfit(part, "images", input);
        };
    }

    private static Value rnnToFeedForward(Part part, Value input) {
        return switch (input.kind()) {
            case STEP -> input.as(Value.Kind.VECTOR);
            case VECTOR, LAST -> input; // DL4J lets vectors pass.
            case SERIES ->
                    throw part.refusal(
                            "takes each step of a series by itself",
                            "put a GlobalPoolingLayer in front of the layers for vectors");
            case IMAGE -> throw misfit(part, "sequences", input);
        };
    }

    private static Value feedForwardToRnn(Part part, Value input) {
        if (input.kind() != Value.Kind.VECTOR) {
            throw misfit(part, "vectors of each time step", input);
        }
        return input.as(Value.Kind.STEP);
    }

    private static ExportException misfit(Part part, String wanted, Value input) {
        return part.refusal(
                "takes %s, but gets %s".formatted(wanted, input.kind().plural()),
                "leave out the preprocessor, or give the features that the model was trained on");
    }

    private static void requireSequence(Part part, Assembly assembly) {
        if (!assembly.isSequence()) {
            throw part.refusal(
                    "makes a sequence of the examples of a minibatch",
                    "give sequences, features of the shape [values, steps]");
        }
    }
}
