package org.binaryconnect.hwexport.read;

import org.binaryconnect.hwexport.ir.Shape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
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
            CNN2DFormat format = ((CnnToFeedForwardPreProcessor) preprocessor).getFormat();
            return flatten(part, input, Value.Kind.image(format), assembly).as(Value.Kind.VECTOR);
        } else if (type == CnnToRnnPreProcessor.class) {
            requireSequence(part, assembly);
            RNNFormat format = ((CnnToRnnPreProcessor) preprocessor).getRnnDataFormat();
            input.require(part, Value.Kind.IMAGE);
            return assembly.flat(part, input).as(Value.Kind.step(format));
        } else if (type == RnnToFeedForwardPreProcessor.class) {
            RNNFormat format = ((RnnToFeedForwardPreProcessor) preprocessor).getRnnDataFormat();
            return rnnToFeedForward(part, input, Value.Kind.step(format));
        } else if (type == FeedForwardToRnnPreProcessor.class) {
            requireSequence(part, assembly);
            RNNFormat format = ((FeedForwardToRnnPreProcessor) preprocessor).getRnnDataFormat();
            input.require(part, Value.Kind.VECTOR);
            return input.as(Value.Kind.step(format));
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
        if (input.kind().isImage()) {
            return input; // DL4J lets images pass.
        }
        if (part.preprocessor() instanceof RnnToCnnPreProcessor steps) {
            requireSequence(part, assembly);
            input.require(part, Value.Kind.step(steps.getRnnDataFormat()));
        } else {
            input.require(part, Value.Kind.VECTOR);
        }
        if (input.shape().size() != image.size()) {
            throw part.refusal(
                    "makes images %s of vectors, but gets %d values"
                            .formatted(image, input.shape().size()),
                    "give the shape of the features that the model was trained on");
        }
        return assembly.shaped(part, image, Value.Kind.IMAGE, input);
    }

    private static Value flatten(Part part, Value input, Value.Kind image, Assembly assembly) {
        if (input.kind() == Value.Kind.VECTOR) {
            return input; // DL4J lets vectors pass.
        }
        input.require(part, image);
        return assembly.flat(part, input);
    }

    private static Value rnnToFeedForward(Part part, Value input, Value.Kind step) {
        if (input.kind() == Value.Kind.VECTOR || input.kind() == Value.Kind.LAST) {
            return input; // DL4J lets vectors pass.
        }
        if (input.kind().isSeries()) {
            throw part.refusal(
                    "takes each step of a series by itself",
                    "put a GlobalPoolingLayer in front of the layers for vectors");
        }
        input.require(part, step);
        return input.as(Value.Kind.VECTOR);
    }

    private static void requireSequence(Part part, Assembly assembly) {
        if (!assembly.features().isSequence()) {
            throw part.refusal(
                    "makes a sequence of the examples of a minibatch",
                    "give sequences, features of the shape [values, steps]");
        }
    }
}
